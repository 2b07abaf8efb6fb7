"""Pages made for paper: an address is made for a leader, opens once within minutes, and is then gone.

What the page shows is decided when it opens, and stands in the ledger before anybody sees it (promise 2).
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import DisclosureRules
from bot.core.ids import DistrictId, IncidentId, PersonId, derived_id
from bot.core.ports import Clock
from bot.core.reports import Listing
from bot.core.requests import PaperAddress, ResidentsOf
from bot.rules.area_list import MANY, Asker
from bot.rules.area_paper import Paper, Sheet, paper, shown_on_paper
from bot.rules.consent import Moment, Recipient
from bot.rules.leading import districts_of
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_shown
from bot.storage.ledger.shown import Shown
from bot.storage.linking.code_digest import digest_of_secret
from bot.storage.open_incidents import open_incidents
from bot.storage.register import people_of, roles_of
from bot.storage.rows import AnyRow
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import districts, papers
from bot.storage.turn_store.contacts import contacts_of
from bot.storage.turn_store.residents import read_residents

LASTS = timedelta(minutes=15)

_TAKE = (
    update(papers)
    .where(
        papers.c.digest == bindparam("of"),
        papers.c.opened_at.is_(None),
        papers.c.expires_at > bindparam("now", type_=Instant),
    )
    .values(opened_at=bindparam("now", type_=Instant))
    .returning(papers.c.person_id, papers.c.district_id, papers.c.incident_id)
)
_OLD = delete(papers).where(papers.c.expires_at < bindparam("before", type_=Instant))
_DISTRICT = select(*DISTRICT_COLUMNS).where(districts.c.id == bindparam("district"))


class SqlPapers:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(
        self, database: Database, clock: Clock, rules: DisclosureRules, city_os: CityOsRules | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules
        self._city_os = city_os

    async def issue(self, asked: PaperAddress) -> str:
        """The token of a new page: 256 random bits in URL-safe Base64, kept by its digest. Old ones are swept away."""
        token = token_urlsafe(32)
        row = {
            "digest": digest_of_secret(token),
            "person_id": asked.person,
            "district_id": asked.district,
            "incident_id": asked.incident,
            "expires_at": asked.at + LASTS,
            "opened_at": None,
        }
        async with self._database.writing() as connection:
            await connection.execute(_OLD, {"before": asked.at})
            await add_new(connection, papers, [row])
        return token

    async def open(self, token: str) -> Paper | None:
        """None: opened before, too old, never made; the leader leads there no more, or the incident is over."""
        now = self._clock.now()
        async with self._database.writing() as connection:
            taken = (await connection.execute(_TAKE, {"of": digest_of_secret(token), "now": now})).first()
            if taken is None:
                return None
            made = await self._made(connection, taken, now)
            if made is not None:
                await append(connection, [entry_of_shown(each) for each in _shown(made, digest_of_secret(token))])
        return made

    async def _made(self, connection: AsyncConnection, taken: AnyRow, now: datetime) -> Paper | None:
        person, district = PersonId(taken.person_id), DistrictId(taken.district_id)
        who = (await people_of(connection, [person])).get(person)
        held = tuple((await roles_of(connection, [person])).get(person, ()))
        row = (await connection.execute(_DISTRICT, {"district": district})).first()
        incident = next((each for each in await open_incidents(connection) if each.id == taken.incident_id), None)
        if who is None or row is None or incident is None or district not in districts_of(held, (district,)):
            return None
        wanted = ResidentsOf(district, IncidentId(taken.incident_id), Listing.EVERYBODY, MANY)
        people = (await read_residents(connection, [wanted], self._city_os))[wanted]
        asker = Asker(Recipient(who, held), Moment(now, incident.drill, people.emergencies, self._rules))
        shown = shown_on_paper(asker, people)
        contacts = await contacts_of(connection, [each.resident.person.id for each in shown])
        sheet = Sheet(district_of(row), incident, people)
        return paper(sheet, shown, contacts.values(), asker)


def _shown(made: Paper, of: str) -> list[Shown]:
    drill = made.incident.drill
    return [
        Shown(derived_id("paper", of, number), each, made.at, None, drill)
        for number, each in enumerate(made.disclosures)
    ]
