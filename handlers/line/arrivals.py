"""A webhook body becomes raw events for the inbox, each on its own; what they mean is the worker's business.

Nothing is dropped here but LINE's own console test: an event of an unknown kind, or no event at all, is kept raw.
"""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.events import Channel, conversation_id
from bot.core.ids import EventId
from bot.core.ports import Arrival
from handlers.line import lenient_json
from handlers.line.event_slices import event_slices
from handlers.line.source import source_of

_EVENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LINE_BEGAN_MS = 1_308_787_200_000
_CLOCKS_DIFFER = timedelta(minutes=5)


class UnreadableBody(ValueError):  # noqa: N818 - what the body is
    """The body is no webhook body at all; the message says why and quotes nothing of it."""


def arrivals(body: bytes, received_at: datetime) -> tuple[Arrival, ...]:
    """One arrival per event of the body, in the body's order.

    Raises:
        UnreadableBody: not UTF-8, not JSON, not an object, or without a list `events`.
    """
    events = _events(_text(body))
    return tuple(_arrival(event, raw, received_at) for event, raw in events if not source_of(event).is_console_test)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableBody("the body is not UTF-8") from error


_Kept = tuple[dict[str, Any], bytes]
"""An event as read, empty where it is no object, and as it is kept."""


def _events(text: str) -> list[_Kept]:
    try:
        return [_kept(event) for event in _list_of_events(text)]
    except RecursionError:
        slices = event_slices(text)
        if slices is None:
            raise UnreadableBody("the body is nested too deep and has no list `events`") from None
        return [_read_alone(source) for source in slices]


def _list_of_events(text: str) -> list[Any]:
    try:
        body = lenient_json.read(text)
    except ValueError as error:
        raise UnreadableBody("the body is not JSON") from error
    events = body.get("events") if isinstance(body, dict) else None
    if not isinstance(events, list):
        raise UnreadableBody("the body is not an object with a list `events`")
    return events


def _kept(event: Any) -> _Kept:
    return event if isinstance(event, dict) else {}, lenient_json.written(event)


def _read_alone(source: str) -> _Kept:
    """For a body that nests too deep somewhere: that event is kept as its source text."""
    try:
        return _kept(lenient_json.read(source))
    except (RecursionError, ValueError):
        return {}, lenient_json.written(source)


def _arrival(event: dict[str, Any], raw: bytes, received_at: datetime) -> Arrival:
    return Arrival(
        id=_event_id(event, raw),
        channel=Channel.LINE,
        conversation=conversation_id(Channel.LINE, source_of(event).address),
        occurred_at=_occurred_at(event.get("timestamp"), received_at),
        received_at=received_at,
        raw=raw,
    )


def _event_id(event: dict[str, Any], raw: bytes) -> EventId:
    """LINE's id, else one of the content."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and _EVENT_ID.fullmatch(given):
        return EventId(given)
    return EventId(f"hash-{hashlib.sha256(_lasting(event) or raw).hexdigest()}")


def _lasting(event: dict[str, Any]) -> bytes:
    """All but what a redelivery changes (LINE docs, receiving-messages: only `deliveryContext` differs)."""
    lasting = {key: value for key, value in event.items() if key != "deliveryContext"}
    try:
        return lenient_json.written(lasting) if lasting else b""
    except RecursionError:
        return b""


def _occurred_at(timestamp: Any, received_at: datetime) -> datetime:
    """From milliseconds since 1970; a time before LINE or from the future would spoil the order and counts as now."""
    if isinstance(timestamp, bool) or not isinstance(timestamp, int | float):
        return received_at
    latest = (received_at + _CLOCKS_DIFFER).timestamp() * 1000
    if not _LINE_BEGAN_MS <= timestamp <= latest:
        return received_at
    return datetime.fromtimestamp(timestamp / 1000, UTC)
