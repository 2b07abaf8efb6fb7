"""Of whom helpers elsewhere are still to be told, and what was told."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.understanding import Whereabouts
from bot.storage.among import among
from bot.storage.tables import check_ins, helpers_told

_AT_HOME = (None, Whereabouts.HOME.value)
_HERE = helpers_told.c.incident_id == bindparam("incident")
_INCIDENTS = select(helpers_told.c.incident_id).distinct().where(helpers_told.c.due)
_CHECK_IN = and_(
    check_ins.c.incident_id == helpers_told.c.incident_id, check_ins.c.person_id == helpers_told.c.person_id
)
_SOME = (
    select(helpers_told.c.person_id, helpers_told.c.level, helpers_told.c.told, check_ins.c.whereabouts)
    .join(check_ins, _CHECK_IN)
    .where(_HERE, helpers_told.c.due, helpers_told.c.person_id > bindparam("after"))
    .order_by(helpers_told.c.person_id)
    .limit(bindparam("most"))
    .with_for_update(of=helpers_told, skip_locked=True)
)
_DONE = update(helpers_told).where(_HERE, among(helpers_told.c.person_id, "people")).values(due=False)
_TOLD = (
    update(helpers_told)
    .where(_HERE, helpers_told.c.person_id == bindparam("of"))
    .values(told=bindparam("levels", type_=helpers_told.c.told.type))
)


class Due(NamedTuple):
    """`level` holds for them now, '' for none any more; `told`: the levels that were told so far."""

    person: PersonId
    level: str
    told: tuple[str, ...]
    has_left: bool
    """Said so: they are asked no more to leave."""


async def incidents_due(connection: AsyncConnection) -> frozenset[IncidentId]:
    """Closed ones among them, where something was wrong."""
    return frozenset(IncidentId(each) for each in await connection.scalars(_INCIDENTS))


async def some_due(connection: AsyncConnection, incident: IncidentId, after: str, most: int) -> Sequence[Due]:
    """The first after that person's id, locked; those that another worker holds are left to it."""
    rows = await connection.execute(_SOME, {"incident": incident, "after": after, "most": most})
    return [Due(PersonId(row[0]), row[1], tuple(row[2] or ()), row[3] not in _AT_HOME) for row in rows]


async def done(
    connection: AsyncConnection, incident: IncidentId, looked_at: Collection[PersonId], told_of: Collection[Due]
) -> None:
    """`told_of`: those of whom somebody was told something."""
    await connection.execute(_DONE, {"incident": incident, "people": sorted(looked_at)})
    told = [{"incident": incident, "of": each.person, "levels": sorted({*each.told, each.level})} for each in told_of]
    if told:
        await connection.execute(_TOLD, told)
