"""Whether a person is on record as dead: noted with them when a real report says so, in its transaction."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId, derived_id
from bot.core.reports import Casualty, Report
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.tables import incidents, people, reports

_OTHERS = (
    select(func.min(reports.c.said_at))
    .join(incidents, incidents.c.id == reports.c.incident_id)
    .where(
        reports.c.about == bindparam("person"),
        reports.c.casualty == Casualty.DEAD.value,
        reports.c.drill.is_(False),
        reports.c.retracted_at.is_(None),
        incidents.c.closed_at.is_(None),
    )
    .scalar_subquery()
)
_IS_THEM = people.c.id == bindparam("person")
_NOTE = update(people).where(_IS_THEM, people.c.deceased_at.is_(None))
_WITHOUT = update(people).where(_IS_THEM).values(deceased_at=_OTHERS)
_END = update(people).where(_IS_THEM, people.c.deceased_at.is_not(None)).values(deceased_at=None)


async def note_deceased(connection: AsyncConnection, record: Report) -> None:
    """A death that staff have put on record. One of a drill is none (promise 5)."""
    if record.casualty is Casualty.DEAD and not record.drill:
        await connection.execute(_NOTE.values(deceased_at=record.said_at), {"person": record.about})


async def take_back_deceased(connection: AsyncConnection, record: Report) -> None:
    """It is taken out already; what another open incident has on record stands."""
    if record.casualty is Casualty.DEAD and not record.drill:
        await connection.execute(_WITHOUT, {"person": record.about})


async def end_deceased(database: Database, person: PersonId, by: PersonId, at: datetime) -> bool:
    """Somebody is alive whose record stands in an incident that is closed: they are asked again, and told of, as ever.

    `by`: the member of staff. False: nothing was on record. Raises `Unavailable` when the database is down.
    """
    async with database.writing() as connection:
        if (await connection.execute(_END, {"person": person})).rowcount == 0:
            return False
        id_ = derived_id(EntryKind.DECEASED_ENDED, person, at.isoformat())
        await append(connection, [Entry(id_, at, EntryKind.DECEASED_ENDED, person, by, {})])
    return True
