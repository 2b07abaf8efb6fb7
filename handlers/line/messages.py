"""What a person put into the chat: text, place, sticker, media (line.md 1.5)."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.events import Happening, LocationShared, MediaSent, Medium, StickerSent, TextSaid
from handlers.line.words import clean

_TEXT_LIMIT = 5_000
_LABEL_LIMIT = 200
_KEYWORDS = 15


def said(message: Mapping[str, Any]) -> Happening | None:
    """None for a type that is not known, or that lacks what makes it useful."""
    kind = message.get("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    return read(message) if read else None


def _text(message: Mapping[str, Any]) -> Happening | None:
    return TextSaid(clean(message["text"], _TEXT_LIMIT)) if isinstance(message.get("text"), str) else None


def _location(message: Mapping[str, Any]) -> Happening | None:
    latitude = _degrees(message.get("latitude"), 90)
    longitude = _degrees(message.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    return LocationShared(latitude, longitude, _label(message))


def _degrees(value: Any, limit: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -limit <= value <= limit else None


def _label(message: Mapping[str, Any]) -> str | None:
    """A rescuer needs both: 鶴ヶ城 福島県会津若松市追手町1."""
    parts = (clean(message.get(name), _LABEL_LIMIT).strip() for name in ("title", "address"))
    return " ".join(dict.fromkeys(part for part in parts if part)) or None


def _sticker(message: Mapping[str, Any]) -> Happening:
    """A message sticker carries the words its sender typed; they come first."""
    keywords = message.get("keywords")
    given = keywords if isinstance(keywords, list) else []
    words = (clean(word, 100).strip() for word in (message.get("text"), *given[:_KEYWORDS]))
    return StickerSent(tuple(word for word in words if word))


def _media(medium: Medium) -> Callable[[Mapping[str, Any]], Happening]:
    return lambda _: MediaSent(medium)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Happening | None]] = {
    "text": _text,
    "location": _location,
    "sticker": _sticker,
    "image": _media(Medium.PHOTO),
    "video": _media(Medium.VIDEO),
    "audio": _media(Medium.VOICE),
    "file": _media(Medium.FILE),
}
