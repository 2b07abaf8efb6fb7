"""A raw LINE event from the inbox becomes a fact of the core, however odd it is. Pure; never the SDK's parser.

The SDK's parser turns whatever it does not know in full into an event without user and reply token, and one bad event
makes it refuse the whole batch; here every field is read for itself.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.core.events import (
    AccountLinked,
    ButtonTapped,
    Event,
    FollowEnded,
    FollowStarted,
    GroupJoined,
    GroupLeft,
    Happening,
    MembersJoined,
    MessageUnsent,
    UnknownHappened,
    address_of,
)
from bot.core.ports import Arrival
from bot.core.taps import decode
from handlers.line import lenient_json
from handlers.line.messages import said
from handlers.line.source import UNKNOWN, source_of, speaker_of
from handlers.line.words import clean

_KIND = re.compile(r"[A-Za-z0-9_.]{1,40}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DUMMY_TOKEN = re.compile(r"0+|f+")


class LineParser:
    """The `bot.core.ports.Parser` of LINE."""

    def parse(self, arrival: Arrival) -> Event:
        event = _read(arrival.raw)
        return Event(
            id=arrival.id,
            conversation=arrival.conversation,
            occurred_at=arrival.occurred_at,
            what=_happening(event),
            place=source_of(event).place,
            reply_token=_reply_token(event.get("replyToken")),
            received_at=arrival.received_at,
            # What came from nowhere is kept and gets no answer: there is nobody to push it to.
            silent=event.get("mode") == "standby" or address_of(arrival.conversation) == UNKNOWN,
            speaker=speaker_of(event),
        )


def _read(raw: bytes) -> Mapping[str, Any]:
    try:
        event = lenient_json.read(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _reply_token(value: Any) -> str | None:
    """None for the all-0 and all-f tokens of LINE's console test (SDK issues 37, 80)."""
    if not isinstance(value, str) or _TOKEN.fullmatch(value) is None or _DUMMY_TOKEN.fullmatch(value):
        return None
    return value


def _happening(event: Mapping[str, Any]) -> Happening:
    kind = event.get("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    return (read and read(event)) or UnknownHappened(_kind_of(kind))


def _kind_of(kind: Any) -> str:
    """The kind goes into logs and counts, so it is a short word or nothing."""
    return kind if isinstance(kind, str) and _KIND.fullmatch(kind) else "unreadable"


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _message(event: Mapping[str, Any]) -> Happening:
    message = _part(event, "message")
    return said(message) or UnknownHappened(_kind_of(f"message.{message.get('type')}"))


def _postback(event: Mapping[str, Any]) -> Happening | None:
    data = _part(event, "postback").get("data")
    tap = decode(data) if isinstance(data, str) else None
    return ButtonTapped(tap) if tap is not None else None


def _account_link(event: Mapping[str, Any]) -> Happening | None:
    link = _part(event, "link")
    nonce = clean(link.get("nonce"), 255)
    return AccountLinked(nonce, succeeded=link.get("result") == "ok") if nonce else None


def _unsend(event: Mapping[str, Any]) -> Happening | None:
    message = clean(_part(event, "unsend").get("messageId"), 64)
    return MessageUnsent(message) if message else None


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Happening | None]] = {
    "message": _message,
    # A corrected text (groups only) is a new statement at a later time; what was said before stays said.
    "messageEdited": _message,
    "postback": _postback,
    "follow": lambda _: FollowStarted(),
    "unfollow": lambda _: FollowEnded(),
    "join": lambda _: GroupJoined(),
    "leave": lambda _: GroupLeft(),
    "memberJoined": lambda _: MembersJoined(),
    "accountLink": _account_link,
    "unsend": _unsend,
}
