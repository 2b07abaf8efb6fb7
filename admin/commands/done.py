"""「対応した」 and its undoing: which notices, when, and by whom. The ledger keeps both."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from admin.showing import Viewer
from bot.core.ids import NoticeId, PersonId, derived_id
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows import AnyRow
from bot.storage.tables import notices

log = structlog.get_logger()


async def mark_done(database: Database, ids: Sequence[NoticeId], at: datetime, viewer: Viewer) -> int:
    """How many of them were open until now; one that somebody else has dealt with keeps its time.

    Raises:
        Unavailable: the database is down; nothing was marked, or it is not known.
    """
    marked = await _change(database, ids, EntryKind.NOTICE_DONE, at, viewer)
    log.info("console.notices_done", session=viewer.id, notices=list(ids), marked=marked, at=at.isoformat())
    return marked


async def reopen(database: Database, ids: Sequence[NoticeId], at: datetime, viewer: Viewer) -> int:
    """How many of them were done until now. Raises `Unavailable` as above."""
    opened = await _change(database, ids, EntryKind.NOTICE_REOPENED, at, viewer)
    log.info("console.notices_reopened", session=viewer.id, notices=list(ids), opened=opened, at=at.isoformat())
    return opened


async def _change(database: Database, ids: Sequence[NoticeId], kind: EntryKind, at: datetime, viewer: Viewer) -> int:
    is_done = kind is EntryKind.NOTICE_DONE
    moves = notices.c.done_at.is_(None) if is_done else notices.c.done_at.is_not(None)
    change = notices.update().where(notices.c.id.in_(ids), moves).values(done_at=at if is_done else None)
    async with database.writing() as connection:
        rows = (await connection.execute(change.returning(notices.c.id, notices.c.about, notices.c.drill))).all()
        if rows:
            await append(connection, [_entry(each, kind, at, viewer) for each in rows])
    return len(rows)


def _entry(row: AnyRow, kind: EntryKind, at: datetime, viewer: Viewer) -> Entry:
    id_ = derived_id(kind.value, row.id, at.isoformat())
    about = PersonId(row.about) if row.about else None
    return Entry(id_, at, kind, about, viewer.recipient.person.id, {"notice": row.id}, drill=row.drill)
