"""What one kind of CSV file holds: its columns, and the line that a row of it becomes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from bot.storage.city_load.cells import Reader

T = TypeVar("T")

Complaint = tuple[str, str]
"""A column and what is wrong with it."""


class Need(Enum):
    FILLED = "the column must be there and hold something in every row"
    PRESENT = "the column must be there, its cells may be empty"
    OPTIONAL = "the column may be left out"


@dataclass(frozen=True, slots=True)
class Column:
    """`empty` is the value of an empty cell, of a column that the file leaves out, and of a cell with a fault."""

    name: str
    read: Reader
    need: Need = Need.OPTIONAL
    empty: Any = None


def nothing_more(_: Any) -> Iterator[Complaint]:
    """For kinds whose cells do not depend on one another."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """`line` is a dataclass whose fields are the columns; `check` looks at cells that depend on one another."""

    file: str
    columns: tuple[Column, ...]
    line: Callable[..., T]
    check: Callable[[T], Iterator[Complaint]] = nothing_more
