"""Marks the accounts that a channel does not know (any more)."""

from collections.abc import Iterable

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.conversation import Conversation, Reach
from bot.core.events import conversation_id
from bot.storage.insert import add_new
from bot.storage.outbox.consequence import Consequence
from bot.storage.rows.conversations import row_of_conversation
from bot.storage.tables import conversations

_GONE = update(conversations).where(conversations.c.id == bindparam("of")).values(reach=Reach.GONE.value)


async def mark_gone(connection: AsyncConnection, found: Iterable[Consequence]) -> None:
    """Nobody may ever have spoken there: then the row is a new one, of version 0."""
    gone = sorted({conversation_id(each.letter.channel, address) for each in found for address in each.gone})
    if gone:
        rows = [{**row_of_conversation(Conversation(of)), "version": 0} for of in gone]
        await add_new(connection, conversations, rows)
        await connection.execute(_GONE, [{"of": of} for of in gone])
