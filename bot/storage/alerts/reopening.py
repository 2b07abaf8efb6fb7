"""The way back from a slip: a proposal that was refused a moment ago waits again, and goes by itself no more."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.proposals import Proposal, ProposalState
from bot.rules.triggers.deciding import MAY_BE_UNDONE
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.tables import alerts, proposals

_behind = alerts.alias()
_NEWER = select(
    exists().where(
        among(_behind.c.digest, "digests"),
        alerts.c.source == _behind.c.source,
        alerts.c.series == _behind.c.series,
        alerts.c.received_at > bindparam("since", type_=Instant),
    )
)
_REOPEN = (
    update(proposals)
    .where(proposals.c.id == bindparam("of"), proposals.c.state == ProposalState.REFUSED.value)
    .values(state=ProposalState.WAITING.value, decided_by=None, decided_at=None, goes_at=None)
)


class Stays(StrEnum):
    """Why what was decided stays decided."""

    NOT_REFUSED = "not_refused"
    """There is none of this id, or it was not refused, or it waits again already."""
    TOO_LATE = "too_late"
    OVERTAKEN = "overtaken"
    """Something newer of the same series was announced since: that is what staff have to look at."""


async def reopen(connection: AsyncConnection, found: Proposal | None, at: datetime) -> Stays | None:
    """None: it waits again."""
    if found is None or found.state is not ProposalState.REFUSED or found.decided_at is None:
        return Stays.NOT_REFUSED
    if at - found.decided_at > MAY_BE_UNDONE:
        return Stays.TOO_LATE
    if (await connection.execute(_NEWER, {"digests": list(found.alerts), "since": found.decided_at})).scalar():
        return Stays.OVERTAKEN
    changed = await connection.execute(_REOPEN, {"of": found.id})
    return None if changed.rowcount == 1 else Stays.NOT_REFUSED
