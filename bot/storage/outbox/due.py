"""Reads the letters to attempt now, and takes out those that nobody can read."""

from collections.abc import Collection
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, literal_column, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import MessageId, NoticeId, derived_id
from bot.core.letters import Fate, Letter
from bot.core.quota import SHORT
from bot.core.records import NoticeKind, NoticeRaised, Priority
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ledger.undelivered import Ended, note_undelivered
from bot.storage.outbox.budget import WAITS
from bot.storage.outbox.narrowing import narrowed
from bot.storage.outbox.outlived import without_outlived
from bot.storage.rows import AnyRow
from bot.storage.rows.letters import LETTER_COLUMNS, RANK, letter_of
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import notices, outbox

log = structlog.get_logger()

_before = outbox.alias("before")


def _on_line(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Such a letter stands pending before it."""
    pending = _before.c.state == literal_column("'pending'")
    return exists().where(pending, _before.c.channel == Channel.LINE.value, *which)


# Letters of one mailing are written at one moment, in their order; the rest of one that was split comes after them.
_ONE_BEFORE_IT_WAITS = _on_line(
    _before.c.priority == RANK[Priority.BULK],
    _before.c.created_at == outbox.c.created_at,
    _before.c.drill == outbox.c.drill,
    or_(_before.c.seq < outbox.c.seq, _before.c.reason != SHORT),
)
_WAITS_ITS_TURN = and_(outbox.c.priority == RANK[Priority.BULK], outbox.c.reason == SHORT, _ONE_BEFORE_IT_WAITS)
_REAL = not_(_before.c.drill)
_MANY = _before.c.priority == RANK[Priority.BULK]
_WAITS_ALONE = and_(outbox.c.mailing.is_not(None), outbox.c.mailing.startswith(WAITS))
# Real before drill, and in each what goes to many, which is for those asked, before what tells others of them.
_GOES_AFTER_BETTER = or_(
    and_(_WAITS_ALONE, or_(_on_line(_MANY, _REAL), and_(outbox.c.drill, _on_line(_MANY)))),
    and_(
        outbox.c.drill,
        outbox.c.reason == SHORT,
        _on_line(_REAL, or_(_MANY, _before.c.mailing.startswith(WAITS))),
    ),
)
# The state stands as a literal, or the planner could not know that the partial index fits.
_DUE = (
    select(*LETTER_COLUMNS, outbox.c.drill)
    .where(
        outbox.c.state == literal_column("'pending'"),
        outbox.c.next_attempt_at <= bindparam("now", type_=Instant),
        among(outbox.c.lane, "lanes"),
        not_(among(outbox.c.id, "busy")),
        not_(_WAITS_ITS_TURN),
        not_(_GOES_AFTER_BETTER),
    )
    .order_by(outbox.c.priority, outbox.c.seq)
    .limit(bindparam("most", type_=Integer))
)
_GIVE_UP = (
    update(outbox)
    .where(among(outbox.c.id, "letters"))
    .values(state="refused", fate="refused", reason="unreadable", settled_at=bindparam("now", type_=Instant))
)


async def due_letters(
    database: Database, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
) -> tuple[Letter, ...]:
    asked = {"lanes": sorted(lanes), "now": now, "most": limit, "busy": list(busy)}
    async with database.reading() as connection:
        rows = (await connection.execute(_DUE, asked)).all()
    read = {row.id: _read(row) for row in rows}
    unreadable = [row for row in rows if read[row.id] is None]
    if unreadable:
        async with database.writing() as connection:
            await _take_out(connection, unreadable, now)
    readable = [letter for letter in read.values() if letter is not None]
    return await without_outlived(database, await narrowed(database, readable, now), now)


def _read(row: AnyRow) -> Letter | None:
    """None for one that another version wrote, with words that this one does not know: it must not stop the others."""
    try:
        return letter_of(row)
    except ValueError:
        log.exception("letter.unreadable", letter=row.id)
        return None


async def _take_out(connection: AsyncConnection, rows: Collection[AnyRow], now: datetime) -> None:
    await connection.execute(_GIVE_UP, {"letters": [row.id for row in rows], "now": now})
    raised = [
        NoticeRaised(NoticeId(derived_id(row.id, "undelivered")), NoticeKind.UNDELIVERED, now, row.drill)
        for row in rows
    ]
    await add_new(connection, notices, [row_of_notice(each, None) for each in raised])
    unseen = [Ended(row.showing, Fate.REFUSED, "unreadable", now) for row in rows if row.showing]
    await note_undelivered(connection, unseen)
