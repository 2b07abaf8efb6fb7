"""The outbox over SQL: fulfils the port `Outbox`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, update

from bot.core.ids import MessageId
from bot.core.letters import Letter, Settlement
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.outbox.due import due_letters
from bot.storage.outbox.settling import settle_letters
from bot.storage.tables import outbox

_BEGIN = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        body=bindparam("new_body"),
        replied=bindparam("new_replied"),
        attempts=outbox.c.attempts + 1,
        first_attempt_at=func.coalesce(outbox.c.first_attempt_at, bindparam("now", type_=Instant)),
    )
)


class SqlOutbox:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(
        self, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
    ) -> tuple[Letter, ...]:
        if not lanes or limit <= 0:
            return ()
        return await due_letters(self._database, lanes, now, limit, busy)

    async def begin(self, letters: Sequence[Letter], now: datetime) -> None:
        if not letters:
            return
        rows = [{"letter": each.id, "new_body": each.body, "new_replied": each.replied, "now": now} for each in letters]
        async with self._database.writing() as connection:
            await connection.execute(_BEGIN, rows)

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        if not settlements:
            return
        async with self._database.writing() as connection:
            await settle_letters(connection, settlements)
