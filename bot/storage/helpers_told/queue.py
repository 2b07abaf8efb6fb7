"""About whom helpers elsewhere are to be told: put down where an incident opens, rises or is corrected."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Incident
from bot.rules.going import GOERS
from bot.rules.helpers_told import asks_to_leave
from bot.storage.asking import asked_in, concerned
from bot.storage.audience import is_called
from bot.storage.helpers_told.mailing import drop_of
from bot.storage.ledger.undelivered import Ended
from bot.storage.tables import helpers_told, incidents, people, relations

_ROW = ("incident_id", "person_id", "level", "due")
_HAS_A_HELPER = exists().where(
    relations.c.person_id == people.c.id,
    relations.c.confirmed,
    relations.c.kind.in_(sorted(each.value for each in GOERS)),
)


async def enqueue(
    connection: AsyncConnection, incident: Incident, born_by: date | None, whom: ColumnElement[bool]
) -> None:
    """`incident` with the level that `whom`, a condition on `people`, are asked about for the first time.

    Of those who need time and live there; where nobody knows where somebody lives, no order is known to concern them.
    """
    if not asks_to_leave(incident):
        return
    known = select(helpers_told.c.person_id).where(helpers_told.c.incident_id == incident.id)
    theirs = and_(
        whom,
        asked_in(incident.id),
        is_called(people, concerned(incident, born_by)),
        people.c.district_id.is_not(None),
        people.c.disclosure_block.is_(False),
        _HAS_A_HELPER,
        people.c.id.not_in(known),
    )
    new = select(literal(incident.id), people.c.id, literal(incident.level), true()).where(theirs)
    await connection.execute(insert(helpers_told).from_select(_ROW, new))


async def change(
    connection: AsyncConnection, incident: Incident, whom: ColumnElement[bool], at: datetime
) -> list[Ended]:
    """What `whom` were asked about has risen, or was wrong: `incident` with the level that holds now, '' for none.

    What was written and has not gone is taken back; the ledger is told of that at the end of the transaction. Where
    nobody is asked to leave any more, nothing is said of whom nothing was said yet.
    """
    theirs = and_(
        helpers_told.c.incident_id == incident.id, helpers_told.c.person_id.in_(select(people.c.id).where(whom))
    )
    if not asks_to_leave(incident):
        await connection.execute(delete(helpers_told).where(theirs, helpers_told.c.told.is_(None)))
    changed = update(helpers_told).where(theirs, helpers_told.c.level != incident.level)
    found = await connection.execute(
        changed.values(level=incident.level, due=True).returning(helpers_told.c.person_id, helpers_told.c.told)
    )
    told = {PersonId(person): levels or () for person, levels in found}
    return await drop_of(connection, incident.id, told, at)


async def look_again(connection: AsyncConnection, districts: Collection[DistrictId]) -> None:
    """Who may know has changed for these districts, or for the whole city: of whom nothing was said is due again."""
    live_there = people.c.district_id.in_(sorted(districts)) if districts else true()
    untold = (
        helpers_told.c.told.is_(None),
        helpers_told.c.person_id.in_(select(people.c.id).where(live_there)),
        helpers_told.c.incident_id.in_(select(incidents.c.id).where(incidents.c.closed_at.is_(None))),
    )
    await connection.execute(update(helpers_told).where(*untold).values(due=True))
