"""Messages that no turn sends, as letters in somebody's transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.records import Message
from bot.storage.insert import add_new
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import letters_of
from bot.storage.turn_store.roads import roads_to


async def post(
    connection: AsyncConnection, messages: Sequence[Message], named: tuple[str, ...], at: datetime
) -> Mapping[PersonId, int]:
    """Over every open account of whom they are for; over how many accounts that is. `named` makes the letters' ids.

    They show nothing of anybody but the one they go to: a message that does belongs to a turn.
    """
    assert not any(each.disclosures for each in messages)
    roads = await roads_to(connection, {each.to for each in messages})
    letters = [
        letter
        for number, each in enumerate(messages)
        for letter in letters_of(each, roads.get(each.to, ()), (*named, number), at)
    ]
    await add_new(connection, outbox, [row_of_letter(each) for each in letters])
    return Counter({each.to: len(roads.get(each.to, ())) for each in messages})
