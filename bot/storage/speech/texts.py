"""`Text` ↔ JSON: `["key", [["name", value], ...]]`. Strings and numbers stand as they are; the rest is marked."""

from datetime import UTC, datetime
from typing import Any

from bot.core.replies import Text

Value = str | int | datetime | Text | tuple[Text, ...]


def pack(text: Text) -> list[Any]:
    return [text.key, [[name, _pack_value(value)] for name, value in text.args]] if text.args else [text.key]


def unpack(packed: list[Any]) -> Text:
    key, *rest = packed
    return Text(key, tuple((name, _unpack_value(value)) for name, value in rest[0]) if rest else ())


def pack_optional(text: Text | None) -> list[Any] | None:
    return None if text is None else pack(text)


def unpack_optional(packed: list[Any] | None) -> Text | None:
    return None if packed is None else unpack(packed)


def _pack_value(value: Value) -> Any:
    match value:
        case str() | int():
            return value
        case datetime():
            return {"at": value.astimezone(UTC).isoformat()}
        case Text():
            return {"text": pack(value)}
        case tuple():
            return {"all": [pack(each) for each in value]}


def _unpack_value(packed: Any) -> Value:
    match packed:
        case str() | int():
            return packed
        case {"at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"text": list(text)}:
            return unpack(text)
        case {"all": list(texts)}:
            return tuple(unpack(each) for each in texts)
        case _:
            raise ValueError("a stored text holds a value of an unknown kind")
