"""「対応した」 and its undoing: which notices, when, and by which session."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.core.ids import NoticeId
from bot.storage.database import Database
from bot.storage.tables import notices

log = structlog.get_logger()


async def mark_done(database: Database, ids: Sequence[NoticeId], at: datetime, session: str) -> int:
    """How many of them were open until now; one that somebody else has dealt with keeps its time.

    Raises:
        Unavailable: the database is down; nothing was marked, or it is not known.
    """
    still_open = notices.c.done_at.is_(None)
    async with database.writing() as connection:
        change = notices.update().where(notices.c.id.in_(ids), still_open).values(done_at=at)
        marked = (await connection.execute(change)).rowcount
    log.info("console.notices_done", session=session, notices=list(ids), marked=marked, at=at.isoformat())
    return marked


async def reopen(database: Database, ids: Sequence[NoticeId], at: datetime, session: str) -> int:
    """How many of them were done until now. Raises `Unavailable` as above."""
    was_done = notices.c.done_at.is_not(None)
    async with database.writing() as connection:
        change = notices.update().where(notices.c.id.in_(ids), was_done).values(done_at=None)
        opened = (await connection.execute(change)).rowcount
    log.info("console.notices_reopened", session=session, notices=list(ids), opened=opened, at=at.isoformat())
    return opened
