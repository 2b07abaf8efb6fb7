"""The web chat's log over SQL: lasting, numbered per conversation, each line once. Fulfils the web chat's `ChatLog`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, TableValuedAlias, and_, bindparam, case, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId
from bot.core.ports import Clock
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import web_chat_ends, web_chat_log
from bot.storage.tables.schema import Json

_ENDS = (
    select(web_chat_ends)
    .where(among(web_chat_ends.c.conversation, "conversations"))
    .order_by(web_chat_ends.c.conversation)
    .with_for_update()
)
_THERE = select(web_chat_log.c.conversation).where(
    among(web_chat_log.c.conversation, "conversations"),
    web_chat_log.c.source == bindparam("source"),
    web_chat_log.c.own == bindparam("own"),
)
_MOVE_ENDS = (
    update(web_chat_ends)
    .where(among(web_chat_ends.c.conversation, "conversations"))
    .values(last_seq=web_chat_ends.c.last_seq + 1)
)
_NEWEST = select(func.coalesce(func.max(web_chat_ends.c.last_seq), 0)).where(
    web_chat_ends.c.conversation == bindparam("conversation")
)

_SEEN = bindparam("seen", type_=Json)


def _after(each: TableValuedAlias) -> Select[*tuple[Any, ...]]:
    """Numbers have no gaps from the first that retention has left, so that the next so many are those up to one."""
    seen, first = cast(each.c.value, Integer), web_chat_ends.c.first_seq
    last = case((seen < first, first - 1), else_=seen)
    is_next = and_(
        web_chat_log.c.conversation == each.c.key,
        web_chat_log.c.seq > last,
        web_chat_log.c.seq <= last + bindparam("most", type_=Integer),
    )
    return (
        select(web_chat_log)
        .select_from(each)
        .join(web_chat_ends, web_chat_ends.c.conversation == each.c.key)
        .join(web_chat_log, is_next)
        .order_by(web_chat_log.c.conversation, web_chat_log.c.seq)
    )


_AFTER = {
    "sqlite": _after(func.json_each(_SEEN).table_valued("key", "value")),
    "postgresql": _after(func.json_each_text(_SEEN).table_valued("key", "value")),
}


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """One numbered line, as stored."""

    seq: int
    source: str
    own: bool
    body: str


class SqlChatLog:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def append(self, conversations: Sequence[ConversationId], letter: str, body: str) -> None:
        await self._write(conversations, {"source": letter, "own": False, "body": body})

    async def said(self, conversation: ConversationId, event: str, body: str) -> None:
        await self._write([conversation], {"source": event, "own": True, "body": body})

    async def newest(self, conversation: ConversationId) -> int:
        async with self._database.reading() as connection:
            newest: int = (await connection.execute(_NEWEST, {"conversation": conversation})).scalar_one()
            return newest

    async def after(
        self, seen: Mapping[ConversationId, int], limit: int
    ) -> Mapping[ConversationId, Sequence[LoggedLine]]:
        asked = {"seen": dict(seen), "most": limit}
        found: defaultdict[ConversationId, list[LoggedLine]] = defaultdict(list)
        async with self._database.reading() as connection:
            for row in await connection.execute(_AFTER[connection.dialect.name], asked):
                line = LoggedLine(row.seq, row.source, row.own, row.body)
                found[ConversationId(row.conversation)].append(line)
        return found

    async def _write(self, conversations: Sequence[ConversationId], line: dict[str, Any]) -> None:
        async with self._database.writing() as connection:
            await _append(connection, sorted(set(conversations)), {**line, "at": self._clock.now()})


async def _append(connection: AsyncConnection, conversations: Sequence[str], line: dict[str, Any]) -> None:
    """The ends are locked until the lines are committed, so that no reader sees a number before the one below it."""
    await add_new(connection, web_chat_ends, [{"conversation": each, "last_seq": 0} for each in conversations])
    asked = {"conversations": list(conversations)}
    ends = {row.conversation: row.last_seq for row in await connection.execute(_ENDS, asked)}
    which = {"source": line["source"], "own": line["own"]}
    there = {row.conversation for row in await connection.execute(_THERE, {**asked, **which})}
    new = [each for each in conversations if each not in there]
    if new:
        await connection.execute(_MOVE_ENDS, {"conversations": new})
        await add_new(connection, web_chat_log, [{"conversation": each, "seq": ends[each] + 1, **line} for each in new])
