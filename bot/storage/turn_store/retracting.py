"""Erases the words of a message that its sender took back (LINE `unsend`, line.md 10.1 no. 8).

What was understood from it (safe, at home) stays: a call for help must not vanish with a slip of the finger. The words
themselves go: in the raw event, in the note and the place of a report, in what stands of the person, in the notice to
staff, in a talk with staff; nobody is asked to label it, and a list of many that waits to be confirmed is dropped with
it. Where on the map somebody is stays: it is no word, and helpers may be on their way there.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.records import MessageRetracted
from bot.core.reports import Spot
from bot.storage.among import among
from bot.storage.rows.facts import pack_spot, spot_of
from bot.storage.tables import inbox, notices, reports, talk_lines, unclear_turns
from bot.storage.turn_store.moving import work_out_again
from bot.storage.turn_store.roll_calls import forget_events

_KEPT = frozenset({"id", "type"})

_RAW = select(inbox.c.event_id, inbox.c.conversation, inbox.c.raw).where(among(inbox.c.conversation, "conversations"))
_ERASE_RAW = update(inbox).where(inbox.c.event_id == bindparam("event")).values(raw=bindparam("erased"))
_SAID_SO = (among(reports.c.conversation, "conversations"), among(reports.c.event_id, "events"))
_PLACES = select(reports.c.id, reports.c.incident_id, reports.c.about, reports.c.spot).where(*_SAID_SO)
_ERASE_NOTES = update(reports).where(*_SAID_SO).values(note=None)
_ERASE_PLACE = (
    update(reports)
    .where(reports.c.id == bindparam("report"))
    .values(spot=bindparam("erased", type_=reports.c.spot.type))
)
_ERASE_WORDS = update(notices).where(among(notices.c.event_id, "events")).values(words=None)
_ERASE_SAID = delete(talk_lines).where(among(talk_lines.c.event_id, "events"))
_ERASE_UNCLEAR = delete(unclear_turns).where(among(unclear_turns.c.event_id, "events"))


async def retract(connection: AsyncConnection, retracted: Sequence[MessageRetracted]) -> None:
    """A message that is not found is no error: it may be older than what is kept."""
    if not retracted:
        return
    asked: dict[str, list[str]] = {"conversations": sorted({each.conversation for each in retracted})}
    gone = {(each.conversation, each.message) for each in retracted}
    erased = []
    for row in await connection.execute(_RAW, asked):
        messages = {message for conversation, message in gone if conversation == row.conversation}
        raw = without_words(row.raw, messages)
        if raw != row.raw:
            erased.append({"event": row.event_id, "erased": raw})
    if erased:
        events: dict[str, list[str]] = {"events": [each["event"] for each in erased]}
        await connection.execute(_ERASE_RAW, erased)
        await _erase_from_reports(connection, {**asked, **events})
        await connection.execute(_ERASE_WORDS, events)
        await connection.execute(_ERASE_SAID, events)
        await connection.execute(_ERASE_UNCLEAR, events)
        await forget_events(connection, asked["conversations"], events["events"])


async def _erase_from_reports(connection: AsyncConnection, said: dict[str, list[str]]) -> None:
    """The check-ins that took the place from those reports are worked out again without it."""
    await connection.execute(_ERASE_NOTES, said)
    placed = [row for row in await connection.execute(_PLACES, said) if row.spot is not None]
    if not placed:
        return
    erased = [{"report": row.id, "erased": pack_spot(without_name(spot_of(row.spot)))} for row in placed]
    await connection.execute(_ERASE_PLACE, erased)
    keys = {(IncidentId(row.incident_id), PersonId(row.about)) for row in placed if row.incident_id and row.about}
    await work_out_again(connection, keys)


def without_name(spot: Spot | None) -> Spot | None:
    """The point on the map alone; None where there was none."""
    if spot is None or spot.latitude is None:
        return None
    return replace(spot, words=None)


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
