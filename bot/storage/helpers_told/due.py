"""Of whom helpers elsewhere are still to be told, and what was told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.understanding import Whereabouts
from bot.rules.helpers_told import asks_to_leave
from bot.storage.among import among
from bot.storage.tables import check_ins, helpers_told

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
_THESE = (_HERE, among(helpers_told.c.person_id, "people"))
_DONE = update(helpers_told).where(*_THESE).values(due=False)
_TOLD = update(helpers_told).where(*_THESE).values(told=helpers_told.c.level)


class Due(NamedTuple):
    """`level` holds for them now, '' for none any more; `told` is what was told last."""

    person: PersonId
    level: str
    told: str | None
    whereabouts: Whereabouts | None

    def calls(self, incident: Incident) -> bool:
        """They are asked to leave; else it is said that they are not any more."""
        return asks_to_leave(replace(incident, level=self.level))

    def is_news(self, incident: Incident) -> bool:
        """Whoever has said that they have left is asked no more to leave, nor anybody once the incident is closed.

        A correction goes all the same.
        """
        is_home = self.whereabouts in (None, Whereabouts.HOME)
        return (is_home and incident.is_open) or not self.calls(incident)


async def incidents_due(connection: AsyncConnection) -> frozenset[IncidentId]:
    """Closed ones among them, where something was wrong."""
    return frozenset(IncidentId(each) for each in await connection.scalars(_INCIDENTS))


async def some_due(connection: AsyncConnection, incident: IncidentId, after: str, most: int) -> Sequence[Due]:
    """The first after that person's id, locked; those that another worker holds are left to it."""
    rows = await connection.execute(_SOME, {"incident": incident, "after": after, "most": most})
    return [Due(PersonId(row[0]), row[1], row[2], Whereabouts(row[3]) if row[3] else None) for row in rows]


async def done(
    connection: AsyncConnection, incident: IncidentId, looked_at: Collection[PersonId], told_of: Collection[PersonId]
) -> None:
    """`told_of`: those of whom somebody was told something."""
    await connection.execute(_DONE, {"incident": incident, "people": sorted(looked_at)})
    await connection.execute(_TOLD, {"incident": incident, "people": sorted(told_of)})
