"""Erases the words of a message that its sender took back (LINE `unsend`, line.md 10.1 no. 8).

What was understood from it (safe, at home) stays: a call for help must not vanish with a slip of the finger. The words
themselves go: in the raw event, in the note of a report, in the notice to staff.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.records import MessageRetracted
from bot.storage.among import among
from bot.storage.tables import inbox, notices, reports

_KEPT = frozenset({"id", "type"})

_RAW = select(inbox.c.event_id, inbox.c.conversation, inbox.c.raw).where(among(inbox.c.conversation, "conversations"))
_ERASE_RAW = update(inbox).where(inbox.c.event_id == bindparam("event")).values(raw=bindparam("erased"))
_ERASE_NOTES = (
    update(reports)
    .where(among(reports.c.conversation, "conversations"), among(reports.c.event_id, "events"))
    .values(note=None)
)
_ERASE_WORDS = update(notices).where(among(notices.c.event_id, "events")).values(words=None)


async def retract(connection: AsyncConnection, retracted: Sequence[MessageRetracted]) -> None:
    """A message that is not found is no error: it may be older than what is kept."""
    if not retracted:
        return
    asked = {"conversations": sorted({each.conversation for each in retracted})}
    gone = {(each.conversation, each.message) for each in retracted}
    erased = []
    for row in await connection.execute(_RAW, asked):
        messages = {message for conversation, message in gone if conversation == row.conversation}
        raw = without_words(row.raw, messages)
        if raw != row.raw:
            erased.append({"event": row.event_id, "erased": raw})
    if erased:
        events = {"events": [each["event"] for each in erased]}
        await connection.execute(_ERASE_RAW, erased)
        await connection.execute(_ERASE_NOTES, {**asked, **events})
        await connection.execute(_ERASE_WORDS, events)


def without_words(raw: bytes, messages: set[str]) -> bytes:
    """The event with nothing but id and type left of those messages in it; unchanged where it holds none of them."""
    if not any(message.encode() in raw for message in messages):
        return raw
    event = json.loads(raw)
    message = event.get("message") if isinstance(event, dict) else None
    if not isinstance(message, dict) or message.get("id") not in messages:
        return raw
    kept: dict[str, Any] = {name: value for name, value in message.items() if name in _KEPT}
    return json.dumps({**event, "message": kept}, separators=(",", ":")).encode()
