"""The whole board in one go."""

from datetime import datetime

from admin.board import Board, Notice
from admin.queries.counts import read_counts
from admin.queries.emergencies import read_standing
from admin.queries.notices import Limits, read_done, read_open
from admin.queries.proposals import read_proposals
from admin.queries.short import read_short
from bot.core.elders import USUAL, Elders
from bot.storage.database import Database
from bot.storage.undecided import notice_of


async def read_board(
    database: Database, now: datetime, limits: Limits, elders: Elders = USUAL, staff_step: int | None = None
) -> Board:
    """`staff_step` as in `VisitsWanted`. Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        proposed = await read_proposals(connection, now, elders)
        shown_above = [notice_of(each.proposal.id) for each in proposed.pending]
        open_notices, totals = await read_open(connection, limits, shown_above)
        counts, standing = await read_counts(connection, staff_step), await read_standing(connection, now)
        short = await read_short(connection)
        return Board(now, counts, open_notices, totals, proposed, standing, short)


async def read_done_notices(database: Database, *, drill: bool) -> tuple[Notice, ...]:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        return await read_done(connection, drill=drill)
