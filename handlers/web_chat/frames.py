"""What a browser may send over the socket, checked and cleaned. Everything has a limit; nothing here decides.

One frame is one JSON object in one text message: `{"kind": "hello", "seen": 12, "browser": its secret}`,
`{"kind": "ping"}`, or something that the person did, with an id of the browser's making: `text`, `tap`, `place`,
`start`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.core.taps import MAX_LENGTH as MAX_TAP
from handlers.web_chat.sent_from import browser_of

MAX_FRAME = 16 * 1024
"""Bytes of one frame in UTF-8."""
MAX_TEXT = 5_000
"""Characters, as on LINE."""
MAX_LABEL = 200
"""Characters of a button's label, which is echoed as what the person said."""
MAX_SEEN = 2**53 - 1
"""The greatest whole number that JavaScript keeps exactly."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

START_ID = "start"
"""The only id of a first opening: two tabs opened at once make one event."""


class Flaw(StrEnum):
    """Why a frame is refused; the page says it in the person's language."""

    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    BAD_PLACE = "bad_place"


class Malformed(Exception):  # noqa: N818 - a property of the frame
    """A frame that nothing is done with; `id` where it could be read, so that the page stops sending it."""

    def __init__(self, flaw: Flaw, id_: str | None = None) -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.id = id_


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame of every socket: the highest number that the page shows already, and the browser's digest."""

    seen: int
    browser: str | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    pass


@dataclass(frozen=True, slots=True)
class Done:
    """Something that the person did. `wire` holds `kind` and the checked fields, and is what the inbox keeps."""

    id: str
    wire: Mapping[str, str | float]


Frame = Hello | Ping | Done


def read(raw: str) -> Frame:
    """One frame.

    Raises:
        Malformed: it is too large, no JSON object, of an unknown kind, or one of its fields is out of bounds.
    """
    frame = _object(raw)
    match frame.get("kind"):
        case "hello":
            return Hello(_seen(frame.get("seen")), browser_of(frame.get("browser")))
        case "ping":
            return Ping()
        case "start":
            return Done(START_ID, {"kind": "start"})
        case "text" | "tap" | "place":
            return _done(frame)
        case _:
            raise Malformed(Flaw.UNREADABLE, _id(frame))


def _object(raw: str) -> dict[str, Any]:
    if len(raw) > MAX_FRAME or len(raw.encode(errors="replace")) > MAX_FRAME:
        raise Malformed(Flaw.TOO_LONG)
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError):
        raise Malformed(Flaw.UNREADABLE) from None
    if not isinstance(frame, dict):
        raise Malformed(Flaw.UNREADABLE)
    return frame


def _done(frame: dict[str, Any]) -> Done:
    id_ = _id(frame)
    if id_ is None:
        raise Malformed(Flaw.UNREADABLE)
    if frame["kind"] == "text":
        return Done(id_, {"kind": "text", "text": _words(frame.get("text"), MAX_TEXT, id_)})
    if frame["kind"] == "tap":
        data = _words(frame.get("data"), MAX_TAP, id_)
        return Done(id_, {"kind": "tap", "data": data, "label": _words(frame.get("label"), MAX_LABEL, id_)})
    latitude = _degrees(frame.get("latitude"), 90, id_)
    return Done(id_, {"kind": "place", "latitude": latitude, "longitude": _degrees(frame.get("longitude"), 180, id_)})


def _id(frame: dict[str, Any]) -> str | None:
    id_ = frame.get("id")
    return id_ if isinstance(id_, str) and _ID.fullmatch(id_) else None


def _words(value: Any, most: int, id_: str) -> str:
    """Without NUL and other control characters (line ends and tabs stay), lone surrogates replaced."""
    if not isinstance(value, str):
        raise Malformed(Flaw.UNREADABLE, id_)
    words = _CONTROL.sub("", _SURROGATE.sub("\ufffd", value)).strip()
    if not words:
        raise Malformed(Flaw.EMPTY, id_)
    if len(words) > most:
        raise Malformed(Flaw.TOO_LONG, id_)
    return words


def _degrees(value: Any, most: int, id_: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise Malformed(Flaw.BAD_PLACE, id_)
    return float(value)


def _seen(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_SEEN:
        raise Malformed(Flaw.UNREADABLE)
    return value
