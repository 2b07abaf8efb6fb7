"""Who is on the list of visits: one truth for the list itself, for the board and for whoever closes an incident."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.queries.standings import JOINED, calls, is_silent
from bot.core.ids import IncidentId
from bot.core.visits import OVER
from bot.storage.among import among
from bot.storage.tables import check_ins, visits

_THEIRS = (visits.c.incident_id == check_ins.c.incident_id) & (visits.c.person_id == check_ins.c.person_id)
LISTED = JOINED.outerjoin(visits, _THEIRS)
_CALLED_AGAIN = calls.c.called_at > visits.c.changed_at
IS_OVER = and_(visits.c.state.in_(sorted(OVER)), or_(calls.c.called_at.is_(None), ~_CALLED_AGAIN))


def waits(staff_step: int | None) -> ColumnElement[bool]:
    """Somebody has to go there, and nobody has been. `staff_step` as in `VisitsWanted`."""
    climbed = false() if staff_step is None else check_ins.c.steps >= staff_step
    due = and_(is_silent, or_(climbed, check_ins.c.listed_at.is_not(None)))
    return and_(or_(calls.c.calls > 0, due, visits.c.id.is_not(None)), or_(visits.c.id.is_(None), ~IS_OVER))


async def read_uncalled(
    connection: AsyncConnection, incidents: list[IncidentId], staff_step: int | None
) -> Mapping[IncidentId, int]:
    """How many wait for a visit without a call for help, which stands on the board by itself; by incident."""
    counted = (
        select(check_ins.c.incident_id, func.count().label("people"))
        .select_from(LISTED)
        .where(among(check_ins.c.incident_id, "incidents"), calls.c.calls.is_(None), waits(staff_step))
        .group_by(check_ins.c.incident_id)
    )
    rows = await connection.execute(counted, {"incidents": incidents})
    return {IncidentId(row.incident_id): row.people for row in rows}
