"""The outbox over SQL: fulfils the port `Outbox`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, update

from bot.core.ids import MessageId
from bot.core.letters import Letter, Settlement
from bot.storage.agreed import CityOsRules
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.outbox.due import due_letters
from bot.storage.outbox.settling import settle_letters
from bot.storage.outbox.standing import read_groundless
from bot.storage.tables import outbox

_PENDING = (
    select(outbox.c.id, outbox.c.recipients)
    .where(outbox.c.state == literal_column("'pending'"), among(outbox.c.id, "letters"))
    .order_by(outbox.c.seq)
    .with_for_update()
)
_BEGIN = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        body=bindparam("new_body"),
        replied=bindparam("new_replied"),
        may_have_arrived=bindparam("new_may_have_arrived"),
        attempts=outbox.c.attempts + 1,
        first_attempt_at=func.coalesce(outbox.c.first_attempt_at, bindparam("now", type_=Instant)),
    )
)


class SqlOutbox:
    """All methods raise `Unavailable` when the database is down. `city_os`: as the store of turns has it."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def due(
        self, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
    ) -> tuple[Letter, ...]:
        if not lanes or limit <= 0:
            return ()
        return await due_letters(self._database, lanes, now, limit, busy)

    async def begin(self, letters: Sequence[Letter], now: datetime) -> Collection[MessageId]:
        if not letters:
            return ()
        async with self._database.writing() as connection:
            rows = await connection.execute(_PENDING, {"letters": [each.id for each in letters]})
            stands = {row.id: tuple(row.recipients) for row in rows}
            begun = [each for each in letters if stands.get(each.id) == each.recipients]
            if begun:
                await connection.execute(_BEGIN, [_begun(each, now) for each in begun])
        return {each.id for each in begun}

    async def groundless(self, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
        async with self._database.reading() as connection:
            return await read_groundless(connection, letters, now, self._city_os)

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        if not settlements:
            return
        async with self._database.writing() as connection:
            await settle_letters(connection, settlements)


def _begun(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "letter": letter.id,
        "new_body": letter.body,
        "new_replied": letter.replied,
        "new_may_have_arrived": letter.may_have_arrived,
        "now": now,
    }
