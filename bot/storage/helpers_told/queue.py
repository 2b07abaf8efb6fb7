"""About whom helpers elsewhere are to be told: put down where an incident opens, rises or is corrected."""

from datetime import date

from sqlalchemy import ColumnElement, and_, delete, exists, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.rules.going import GOERS
from bot.rules.helpers_told import asks_to_leave
from bot.storage.asking import asked_in, concerned
from bot.storage.audience import is_called
from bot.storage.tables import helpers_told, people, relations

_ROW = ("incident_id", "person_id", "level", "due")
_HAS_A_HELPER = exists().where(
    relations.c.person_id == people.c.id,
    relations.c.confirmed,
    relations.c.kind.in_(sorted(each.value for each in GOERS)),
)


async def enqueue(
    connection: AsyncConnection, incident: Incident, born_by: date | None, whom: ColumnElement[bool]
) -> None:
    """`incident` with the level that `whom`, a condition on `people`, are asked about now.

    Of those who need time and live there; where nobody knows where somebody lives, no order is known to concern them.
    """
    if not asks_to_leave(incident):
        return
    theirs = and_(
        whom,
        asked_in(incident.id),
        is_called(people, concerned(incident, born_by)),
        people.c.district_id.is_not(None),
        people.c.disclosure_block.is_(False),
        _HAS_A_HELPER,
    )
    await connection.execute(
        update(helpers_told)
        .where(_of(incident.id, theirs), helpers_told.c.level != incident.level)
        .values(level=incident.level, due=True)
    )
    known = select(helpers_told.c.person_id).where(helpers_told.c.incident_id == incident.id)
    new = select(literal(incident.id), people.c.id, literal(incident.level), true()).where(
        theirs, people.c.id.not_in(known)
    )
    await connection.execute(insert(helpers_told).from_select(_ROW, new))


async def correct(connection: AsyncConnection, incident: Incident, whom: ColumnElement[bool]) -> None:
    """What `whom` were asked about was wrong: `incident` with the level that holds instead, '' where none does.

    Nothing is said of it where nothing was said yet.
    """
    theirs = _of(incident.id, whom)
    if not asks_to_leave(incident):
        await connection.execute(delete(helpers_told).where(theirs, helpers_told.c.told.is_(None)))
    changed = update(helpers_told).where(theirs, helpers_told.c.level != incident.level)
    await connection.execute(changed.values(level=incident.level, due=True))


def _of(incident: IncidentId, whom: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(helpers_told.c.incident_id == incident, helpers_told.c.person_id.in_(select(people.c.id).where(whom)))
