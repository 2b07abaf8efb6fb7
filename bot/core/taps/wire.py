"""The short wire form of a tap (`1|report|safe|INC`), the same on every channel."""

from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.taps.named import NAMES, Tap

MAX_LENGTH = 300
"""LINE's limit of postback data (line.md 3)."""

_VERSION = "1"

_NAME_OF = {kind: name for name, kind in NAMES.items()}
_FIELDS_OF = {kind: tuple(each.name for each in fields(kind)) for kind in _NAME_OF}


def encode(tap: Tap) -> str:
    """The wire form. Ids hold no `|`, which the loading of a city's data makes sure of."""
    values = [getattr(tap, name) for name in _FIELDS_OF[type(tap)]]
    return "|".join((_VERSION, _NAME_OF[type(tap)], *["" if value is None else str(value) for value in values]))


def decode(data: str) -> Tap | None:
    """The tap, or None where the data is not of this version's making."""
    version, *rest = data[:MAX_LENGTH].split("|")
    kind = NAMES.get(rest[0]) if version == _VERSION and rest else None
    if kind is None:
        return None
    hints, values = get_type_hints(kind), rest[1:]
    if len(values) != len(fields(kind)):
        return None
    try:
        tap: Tap = kind(*(_value(hints[each.name], raw) for each, raw in zip(fields(kind), values, strict=True)))
    except ValueError:
        return None
    return tap


def _value(hint: Any, raw: str) -> Any:
    """One field from its text: an enum's value, an id, a number, or None where the field may be empty."""
    options = get_args(hint) if get_origin(hint) is UnionType or NoneType in get_args(hint) else (hint,)
    if raw == "":
        if NoneType in options:
            return None
        raise ValueError(hint)
    (concrete,) = (option for option in options if option is not NoneType)
    value = concrete(raw)
    if str(value) != raw:
        raise ValueError(raw)
    return value
