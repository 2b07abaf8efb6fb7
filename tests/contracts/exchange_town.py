"""One person whose consents stand here and at the city OS, with the exchange between the two, over real HTTP."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.consent_exchange import ConsentExchange
from bot.core.consents import Cadence, Consent, Item, Origin, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import Office, Person, RelationKind, Role
from bot.core.records import ConsentStated, Record
from bot.core.requests import CircleOf
from bot.rules.consent import (
    Allowed,
    Moment,
    Question,
    Recipient,
    decide,
)
from bot.storage import tables
from bot.storage.agreed import CityOsRules
from bot.storage.city_os import CityOsConsentStore
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.insert import add_new
from bot.storage.ledger.verify import verify
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from tests.contracts.city import EAST, HANA, SATO, YUKI, City, arrival, finished, line
from tests.contracts.city_rows import rows_of
from tests.contracts.consent_service import ConsentService, HandClock, consent_service

ITEMS = frozenset({Item.NAME, Item.CONDITION})
LEADER = Recipient(Person(SATO, "佐藤 一", EAST), roles=(Role(Office.LEADER, EAST),))
DAUGHTER = Recipient(Person(YUKI, "会津 雪", None), relation=RelationKind.FAMILY, relation_confirmed=True)


@dataclass
class Town:
    """Hana's consents here and at the city OS, and a clock for both."""

    database: Database
    clock: HandClock
    there: ConsentService
    store: SqlTurnStore
    mirror: CityOsConsentStore
    exchange: ConsentExchange
    turns: int = 0

    async def say(self, *records: Record, who: str = "Uhana") -> None:
        """A turn that writes these records."""
        self.turns += 1
        came = replace(arrival(self.turns, line(f"{who}{self.turns}")), received_at=self.clock.now())
        await SqlInbox(self.database).accept([came])
        assert await self.store.commit([finished(came, records=records)]) == (True,)

    async def consents(self, person: PersonId = HANA) -> Sequence[Consent]:
        circle = await self.store.answer(CircleOf(person))
        assert circle is not None
        return circle.consents

    async def shown_to(self, recipient: Recipient, subject: PersonId = HANA) -> frozenset[Item]:
        """What the decision lets this recipient see at this moment, in peacetime."""
        moment = Moment(self.clock.now(), drill=False)
        person = Person(subject, "", DistrictId(EAST))
        asked = Question(person, recipient, Purpose.SAFETY_SHARING, ITEMS, moment, tuple(await self.consents(subject)))
        decision = decide(asked)
        return decision.items if isinstance(decision, Allowed) else frozenset()

    async def meet(self) -> None:
        """One run of both jobs."""
        await self.exchange.carry(self.clock.now())
        await self.exchange.follow(self.clock.now())

    async def rows(self, table: Any) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))

    async def grant_at_portal(self, **changes: Any) -> str:
        said = {
            "subject": "s-hana",
            "purpose": "safety_sharing",
            "items": ["name", "condition"],
            "recipient": {"kind": "association", "id": None},
            "phase": "both",
            "given_at": self.clock.now().isoformat(),
            **changes,
        }
        answer = await self.there.portal.post("/consents", json=said)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def withdraw_at_portal(self, id_: str) -> None:
        assert (await self.there.portal.post(f"/consents/{id_}/withdrawal")).status_code == 200

    async def notices(self) -> list[str]:
        return [row.about for row in await self.rows(tables.notices) if row.kind == "consent_differs"]

    async def is_sound(self) -> bool:
        return not (await verify(self.database, None, lambda _, __: None)).faults


@asynccontextmanager
async def exchange_town(database: Database) -> AsyncIterator[Town]:
    clock = HandClock()
    city = City(consents=[], emergencies=[], incidents=[], check_ins=[])
    for table, rows in rows_of(city):
        async with database.writing() as connection:
            await add_new(connection, table, rows)
    async with database.writing() as connection:
        await connection.execute(update(tables.people).where(tables.people.c.id == HANA).values(subject="s-hana"))
    async with consent_service(clock) as there:
        store = SqlTurnStore(database, city_os=CityOsRules(clock))
        mirror = CityOsConsentStore(database)
        exchange = ConsentExchange(there=there.client, store=mirror, wakeups=InProcessWakeups())
        yield Town(database, clock, there, store, mirror, exchange)


def yes(number: int, at: datetime, **changes: Any) -> ConsentStated:
    given = Consent(
        id=f"consent-{number}",
        person=HANA,
        purpose=Purpose.SAFETY_SHARING,
        items=ITEMS,
        recipient_kind=RecipientKind.ASSOCIATION,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=at,
        origin=Origin.CHAT,
    )
    return ConsentStated(replace(given, **changes))
