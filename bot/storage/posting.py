"""Messages that no turn sends, as letters in somebody's transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.records import Message
from bot.storage.insert import add_new
from bot.storage.outbox.budget import Budget, goes_now
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import letters_of
from bot.storage.turn_store.roads import roads_to


async def post(
    connection: AsyncConnection,
    messages: Sequence[Message],
    named: tuple[str, ...],
    at: datetime,
    budget: Budget | None = None,
) -> Mapping[PersonId, int]:
    """Over every open account of whom they are for; over how many accounts it goes now. `named` makes the letters' ids.

    `budget`: where one is kept, those beyond it wait.
    They show nothing of anybody but the one they go to: a message that does belongs to a turn.
    """
    assert not any(each.disclosures for each in messages)
    roads = await roads_to(connection, {each.to for each in messages})
    written = [
        (each.to, row_of_letter(letter))
        for number, each in enumerate(messages)
        for letter in letters_of(each, roads.get(each.to, ()), (*named, number), at)
    ]
    rows = (budget or Budget(None)).within([row for _, row in written], at)
    await add_new(connection, outbox, rows)
    going = {
        (to, row["channel"], *row["recipients"]) for (to, _), row in zip(written, rows, strict=True) if goes_now(row)
    }
    return Counter(to for to, *_ in going)
