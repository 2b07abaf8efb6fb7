"""A small town that is asked and stays silent, over a real database; and what was written to whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.bootstrap.ladder import climb
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.ladder import Road
from bot.core.people import City
from bot.core.replies import Card, Say, text
from bot.rules.ladder import Due, Group
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ladder.stepping import LadderStore
from bot.storage.rows.letters import letter_of
from bot.storage.tables import check_ins, conversations, ledger, outbox

ASKED = datetime(2026, 6, 1, 3, tzinfo=UTC)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=ASKED)
CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
HEADERS = {
    "districts": "district,name",
    "people": "person_id,name,district,support_needed",
    "accounts": "person_id,channel,address",
    "relations": "person_id,other_id,kind,label,confirmed",
    "roles": "person_id,role,district",
    "consents": "person_id,purpose,items,recipient_kind,phase,cadence,given_at",
}


def later(minutes: float) -> datetime:
    return ASKED + timedelta(minutes=minutes)


def user(number: int) -> str:
    return f"U{number:032x}"


def agreed(*people: str, kind: str = "family") -> list[str]:
    return [f"{each},safety_sharing,name;condition,{kind},both,once,2026-04-01" for each in people]


async def settle(database: Database, **files: Iterable[str]) -> None:
    """Rows of the city's files, by their names. There are always the districts D1 and D2."""
    rows: Mapping[str, Iterable[str]] = {"districts": ("D1,一箕町", "D2,門田町"), **files}
    town = read_town({f"{name}.csv": "\n".join((HEADERS[name], *rows[name])).encode() for name in rows})
    assert not any(sheet.problems for sheet in town.sheets())
    await CityStore(database).write(town, ASKED - timedelta(days=1), lambda _: None)


async def ask(database: Database, incident: Incident = QUAKE) -> None:
    await IncidentStore(database).open(incident, (Say(text("question")),))


async def step(
    store: LadderStore,
    road: Road,
    *,
    taken: int = 0,
    needed: bool = False,
    reachable: bool = True,
    skipped: bool = False,
    now: datetime = ASKED,
    incident: Incident = QUAKE,
) -> int:
    """Everybody of the group takes it, whenever they were asked up to now."""
    due = Due(Group(taken, needed, reachable), road, 1, now, skipped)
    return await climb(store, incident, CITY, due, now)


async def answer(database: Database, *people: str) -> None:
    await change(database, people, progress="answered", condition="safe")


async def change(database: Database, people: Collection[str], **values: Any) -> None:
    async with database.writing() as connection:
        await connection.execute(update(check_ins).where(check_ins.c.person_id.in_(people)).values(**values))


async def block(database: Database, address: str) -> None:
    row = {"id": f"line:{address}", "channel": "line", "address": address, "reach": "blocked"}
    async with database.writing() as connection:
        await connection.execute(insert(conversations), row)


async def steps(database: Database) -> dict[str, int]:
    async with database.reading() as connection:
        rows = await connection.execute(select(check_ins.c.person_id, check_ins.c.steps))
        return {row.person_id: row.steps for row in rows}


async def listed(database: Database) -> dict[str, datetime | None]:
    """Since when each is on the staff's list."""
    async with database.reading() as connection:
        rows = await connection.execute(select(check_ins.c.person_id, check_ins.c.listed_at))
        return {row.person_id: row.listed_at for row in rows}


async def told(database: Database) -> list[tuple[str, str]]:
    """To whom which card was written, one line for each recipient, the question left out; sorted."""
    async with database.reading() as connection:
        rows = (await connection.execute(select(outbox).where(outbox.c.incident_id.is_(None)))).all()
    letters = [letter_of(row) for row in rows]
    cards = [(each, reply) for each in letters for reply in each.speech.replies if isinstance(reply, Card)]
    return sorted((recipient, card.header.key) for each, card in cards for recipient in each.recipients)


async def shown(database: Database) -> list[tuple[str, str]]:
    """About whom something was shown to whom, as the ledger has it; sorted."""
    async with database.reading() as connection:
        rows = await connection.execute(select(ledger).where(ledger.c.kind == "disclosure"))
        return sorted((row.person_id, row.other_id) for row in rows)


DRILL = replace(QUAKE, id=IncidentId("I2"), drill=True)
