"""Messages about people, written by no turn: their letters, and what they show in the ledger, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import derived_id
from bot.core.records import Message
from bot.storage.copying import add_many
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_shown
from bot.storage.ledger.shown import Shown
from bot.storage.outbox.budget import Budget, Row, goes_now
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import letters_of
from bot.storage.turn_store.roads import roads_to


async def write_messages(
    connection: AsyncConnection,
    messages: Sequence[Message],
    named: tuple[str | int, ...],
    at: datetime,
    budget: Budget | None = None,
) -> Sequence[Message]:
    """Those that go now, over one account at least: beyond `budget` letters wait.

    Who has no open account gets nothing, and then nothing was shown. `named` makes the ids of letters and rows.
    """
    roads = await roads_to(connection, {each.to for each in messages})
    spending = budget or Budget(None)
    letters: list[Row] = []
    shown: list[Shown] = []
    going: list[Message] = []
    for number, message in enumerate(messages):
        written = letters_of(message, roads.get(message.to, ()), (*named, number), at)
        if not written:
            continue
        first = written[0].id
        rows = spending.within([row_of_letter(each) for each in written], at)
        letters += rows
        going += [message] if any(map(goes_now, rows)) else []
        shown += [
            Shown(derived_id(first, "shown", which), each, at, first, message.drill)
            for which, each in enumerate(message.disclosures)
        ]
    await add_many(connection, outbox, letters)
    await append(connection, [entry_of_shown(each) for each in shown])
    return going
