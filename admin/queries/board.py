"""The whole board in one go."""

from datetime import datetime

from admin.board import Board, Notice
from admin.queries.counts import read_counts
from admin.queries.notices import Limits, read_done, read_open
from bot.storage.database import Database


async def read_board(database: Database, now: datetime, limits: Limits) -> Board:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        open_notices, totals = await read_open(connection, limits)
        return Board(now, await read_counts(connection), open_notices, totals)


async def read_done_notices(database: Database, *, drill: bool) -> tuple[Notice, ...]:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        return await read_done(connection, drill=drill)
