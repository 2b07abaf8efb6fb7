"""Lines of the web chat whose time is over. A browser that comes back after them goes on with the first one left."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.instant import Instant
from bot.storage.tables import web_chat_ends, web_chat_log

_IS_OLD = web_chat_log.c.at < bindparam("cutoff", type_=Instant)
_COUNT = select(func.count()).select_from(web_chat_log).where(_IS_OLD)
_SOME = (
    select(web_chat_log.c.conversation, func.max(web_chat_log.c.seq).label("last"))
    .where(_IS_OLD)
    .group_by(web_chat_log.c.conversation)
    .order_by(web_chat_log.c.conversation)
    .limit(bindparam("most"))
)
_ADVANCE = (
    update(web_chat_ends)
    .where(web_chat_ends.c.conversation == bindparam("of"))
    .values(first_seq=bindparam("last", type_=web_chat_ends.c.first_seq.type) + 1)
)
_ERASE = delete(web_chat_log).where(
    web_chat_log.c.conversation == bindparam("of"), web_chat_log.c.seq <= bindparam("last")
)


async def count_lines(connection: AsyncConnection, cutoff: datetime) -> int:
    return (await connection.execute(_COUNT, {"cutoff": cutoff})).scalar_one()


async def erase_lines(connection: AsyncConnection, cutoff: datetime, most: int) -> int:
    """Of at most `most` conversations, always from the first line on: numbers have no gaps between those that stay."""
    some = await connection.execute(_SOME, {"cutoff": cutoff, "most": most})
    spans = [{"of": row.conversation, "last": row.last} for row in some]
    if not spans:
        return 0
    await connection.execute(_ADVANCE, spans)
    return sum([(await connection.execute(_ERASE, each)).rowcount for each in spans])
