"""What the report says beside the people: calls for rescue and their end, letters that did not arrive, the places."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.closing_report import Letters, Rescue
from bot.core.ids import IncidentId, MessageId
from bot.core.incidents import Incident
from bot.core.records import NoticeKind
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.outbox.halving import family_name
from bot.storage.tables import districts, incident_counts, notices, outbox

_WHOSE = func.coalesce(notices.c.about, notices.c.id)
_RESCUES = (
    select(
        func.min(notices.c.at, type_=Instant).label("told_at"),
        func.max(notices.c.done_at, type_=Instant).label("done_at"),
        func.count().label("notices"),
        func.count(notices.c.done_at).label("done"),
    )
    .where(notices.c.incident_id == bindparam("incident"), notices.c.kind == NoticeKind.RESCUE.value)
    .group_by(_WHOSE)
    .order_by(func.min(notices.c.at))
)
_LOST = select(outbox.c.id, outbox.c.state).where(
    or_(outbox.c.incident_id == bindparam("incident"), outbox.c.reminds_of == bindparam("incident")),
    outbox.c.state.in_(("refused", "expired")),
)
_UNDELIVERED = (
    select(func.count())
    .select_from(notices)
    .where(notices.c.incident_id == bindparam("incident"), notices.c.kind == NoticeKind.UNDELIVERED.value)
)
_NAMES = select(districts.c.name).where(among(districts.c.id, "districts")).order_by(districts.c.id)
_COUNTED = select(incident_counts.c.incident_id).where(incident_counts.c.incident_id == bindparam("incident")).limit(1)


async def read_rescues(connection: AsyncConnection, incident: IncidentId) -> tuple[Rescue, ...]:
    """One for each person (or each talk nobody knows); it is over when all that was said of it is dealt with."""
    rows = await connection.execute(_RESCUES, {"incident": incident})
    return tuple(Rescue(row.told_at, row.done_at if row.done == row.notices else None) for row in rows)


async def read_letters(connection: AsyncConnection, incident: IncidentId) -> Letters:
    """A mailing that was halved because of one recipient counts once."""
    lost = (await connection.execute(_LOST, {"incident": incident})).all()
    by_state = {state: {family_name(MessageId(row.id)) for row in lost if row.state == state} for state in _STATES}
    undelivered = (await connection.execute(_UNDELIVERED, {"incident": incident})).scalar_one()
    return Letters(len(by_state["refused"]), len(by_state["expired"]), undelivered)


_STATES = ("refused", "expired")


async def read_where(connection: AsyncConnection, incident: Incident) -> Sequence[str]:
    """The names of its districts."""
    return list(await connection.scalars(_NAMES, {"districts": list(incident.districts)}))


async def is_erased(connection: AsyncConnection, incident: IncidentId) -> bool:
    """Whether retention has taken the people of the incident."""
    return (await connection.execute(_COUNTED, {"incident": incident})).first() is not None
