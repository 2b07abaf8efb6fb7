"""Tells the ledger of disclosures that never happened: the message that would have made them did not arrive."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import MessageId, PersonId, derived_id
from bot.core.letters import Fate
from bot.storage.among import among
from bot.storage.ledger.append import append, hold_head
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.tables import ledger, outbox

_MAYBE_SEEN = select(outbox.c.showing).where(
    among(outbox.c.showing, "messages"), or_(outbox.c.state.in_(("pending", "done")), outbox.c.may_have_arrived)
)
_WOULD_SHOW = (
    select(ledger.c.id, ledger.c.person_id, ledger.c.other_id, ledger.c.message_id, ledger.c.drill)
    .where(among(ledger.c.message_id, "messages"), ledger.c.kind == bindparam("kind"))
    .order_by(ledger.c.seq)
)


class Ended(NamedTuple):
    """A letter of a message that shows something has ended, and surely did not arrive. `message`: its `showing`."""

    message: MessageId
    fate: Fate
    reason: str
    at: datetime


class WouldShow(NamedTuple):
    """A disclosure as the ledger has it."""

    id: str
    person: PersonId | None
    other: PersonId | None
    message: MessageId | None
    drill: bool


async def note_undelivered(connection: AsyncConnection, ended: Sequence[Ended]) -> None:
    """Where no letter of the message waits, was accepted or may have arrived. Last in a transaction, as `append`.

    The head is held first: of two letters of one message that end at once, the second to come sees the first.
    """
    if not ended:
        return
    await hold_head(connection)
    by_message = {each.message: each for each in ended}
    seen = await connection.scalars(_MAYBE_SEEN, {"messages": list(by_message)})
    await append(connection, await _entries(connection, by_message.keys() - set(seen), by_message))


async def _entries(
    connection: AsyncConnection, messages: Collection[MessageId], ended: dict[MessageId, Ended]
) -> list[Entry]:
    if not messages:
        return []
    asked = {"messages": sorted(messages), "kind": EntryKind.DISCLOSURE.value}
    rows = await connection.execute(_WOULD_SHOW, asked)
    return [entry_of_undelivered(WouldShow(*row), ended[row.message_id]) for row in rows]


def entry_of_undelivered(disclosure: WouldShow, ended: Ended) -> Entry:
    """Pure: the memory twin uses it as well."""
    return Entry(
        derived_id(disclosure.id, "undelivered"),
        ended.at,
        EntryKind.UNDELIVERED,
        disclosure.person,
        disclosure.other,
        {"disclosure": disclosure.id, "fate": ended.fate.value, "reason": ended.reason},
        disclosure.message,
        drill=disclosure.drill,
    )
