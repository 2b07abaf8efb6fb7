"""Counts the failed tries of an event; after the last one it is kept as failed and staff are told."""

from datetime import datetime

from sqlalchemy import bindparam, case, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import NoticeId, derived_id
from bot.core.ports import Arrival
from bot.core.records import NoticeKind, NoticeRaised
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import inbox, notices

TRIES = 3

_LAST = inbox.c.attempts + 1 >= TRIES
_COUNT = (
    update(inbox)
    .where(inbox.c.event_id == bindparam("event"), inbox.c.state == "pending")
    .values(
        attempts=inbox.c.attempts + 1,
        reason=bindparam("why"),
        state=case((_LAST, "failed"), else_="pending"),
        done_at=case((_LAST, bindparam("at", type_=Instant)), else_=None),
    )
    .returning(inbox.c.state)
)


async def count_failure(connection: AsyncConnection, arrival: Arrival, reason: str, at: datetime) -> None:
    """An event that is done or failed already is left as it is."""
    counted = await connection.execute(_COUNT, {"event": arrival.id, "why": reason, "at": at})
    if counted.scalar() == "failed":
        await add_new(connection, notices, [row_of_notice(notice_of_failure(arrival, at), arrival.id)])


def notice_of_failure(arrival: Arrival, at: datetime) -> NoticeRaised:
    """Whether it was a drill is not known: it counts as real until somebody has looked."""
    return NoticeRaised(
        id=NoticeId(derived_id(arrival.id, "failed")),
        kind=NoticeKind.HANDOFF,
        at=at,
        drill=False,
        conversation=arrival.conversation,
    )
