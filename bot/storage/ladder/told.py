"""About how many silent people somebody was written to, step by step: letters go sooner than a report is read."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, derived_id
from bot.storage.insert import add_new
from bot.storage.tables import check_ins, steps_told

_TOLD = (
    select(steps_told.c.step, func.sum(steps_told.c.people))
    .where(steps_told.c.incident_id == bindparam("incident"))
    .group_by(steps_told.c.step)
)
_TAKEN = select(func.max(check_ins.c.steps)).where(check_ins.c.incident_id == bindparam("incident"))


async def write_told(connection: AsyncConnection, incident: IncidentId, step: int, first: str, people: int) -> None:
    """A row for each group that steps on: nobody waits for somebody else's count. `first` of them names it.

    One of nobody too: a step without a row was taken before this was counted.
    """
    id_ = derived_id("told", incident, step, first)
    await add_new(connection, steps_told, [{"id": id_, "incident_id": incident, "step": step, "people": people}])


async def read_told(connection: AsyncConnection, incident: IncidentId) -> Mapping[int, int | None]:
    """By the place on the ladder, from 0, of each step that somebody took. None: before this was counted."""
    asked = {"incident": incident}
    told = {step: int(people) for step, people in await connection.execute(_TOLD, asked)}
    taken = (await connection.execute(_TAKEN, asked)).scalar_one_or_none() or 0
    return {place: told.get(place) for place in range(taken)}
