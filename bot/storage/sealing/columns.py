"""The types of sealed columns. The keys come with the database's dialect (`bot.storage.database`), never from here.

What is sealed cannot be searched: every comparison of such a column in SQL is refused when the statement is built.
"""

import json
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.storage.sealing.keys import NO_KEYS, FieldKeys
from bot.storage.sealing.seal import open_bytes, open_text, seal_bytes, seal_text

_ATTRIBUTE = "anpi_field_keys"
_ABOUT_ABSENCE = (operators.is_, operators.is_not)


def give_keys(dialect: Dialect, keys: FieldKeys) -> None:
    """To all connections of one engine."""
    setattr(dialect, _ATTRIBUTE, keys)


def keys_of(dialect: Dialect) -> FieldKeys:
    keys: FieldKeys = getattr(dialect, _ATTRIBUTE, NO_KEYS)
    return keys


class Incomparable(TypeError):  # noqa: N818 - said of the column
    def __init__(self, column: str) -> None:
        super().__init__(f"{column} is sealed: the database cannot compare it; read it and compare what was read")


class _NotComparable(TypeEngine.Comparator[Any]):
    def operate(self, op: Any, *other: Any, **options: Any) -> Any:
        if op not in _ABOUT_ABSENCE or other != (None,):
            raise Incomparable(str(self.expr))
        return super().operate(op, *other, **options)

    def reverse_operate(self, op: Any, other: Any, **options: Any) -> Any:
        del op, other, options
        raise Incomparable(str(self.expr))


class Sealed(TypeDecorator[str]):
    """Text. The empty text stays empty: it hides nothing, and most cells of a register are empty."""

    impl = Text
    cache_ok = True
    comparator_factory = _NotComparable

    def __init__(self, place: str) -> None:
        """`place` is table and column: people.phone."""
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return seal_text(keys_of(dialect), self.place, value) if value else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return open_text(keys_of(dialect), self.place, value) if value else value


class SealedJson(TypeDecorator[Any]):
    """A small list or mapping, written whole. Python's None is SQL's NULL."""

    impl = Text
    cache_ok = True
    comparator_factory = _NotComparable

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return seal_text(keys_of(dialect), self.place, json.dumps(value, separators=(",", ":")))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(open_text(keys_of(dialect), self.place, value))


class SealedBytes(TypeDecorator[bytes]):
    """Bytes, sealed as bytes."""

    impl = LargeBinary
    cache_ok = True
    comparator_factory = _NotComparable

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal_bytes(keys_of(dialect), self.place, value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else open_bytes(keys_of(dialect), self.place, value)


class SealedDouble(TypeDecorator[float]):
    """A number, written so that the very same number is read."""

    impl = Text
    cache_ok = True
    comparator_factory = _NotComparable

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: float | None, dialect: Dialect) -> str | None:
        return None if value is None else seal_text(keys_of(dialect), self.place, repr(float(value)))

    def process_result_value(self, value: Any, dialect: Dialect) -> float | None:
        return None if value is None else float(open_text(keys_of(dialect), self.place, value))


SEALED_TYPES = (Sealed, SealedJson, SealedBytes, SealedDouble)
