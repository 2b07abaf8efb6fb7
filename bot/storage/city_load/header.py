"""The first row of a CSV file: which column stands where, and which columns it should or should not have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.storage.city_load.kind import Column, Kind, Need
from bot.storage.city_load.problem import Problem, quoted
from bot.storage.city_load.rows import Row


@dataclass(frozen=True, slots=True)
class Header:
    """`places` tells the position of each column that the file has."""

    file: str
    places: Mapping[str, int]
    width: int
    problems: tuple[Problem, ...] = ()

    def cell(self, row: Row, column: Column) -> str:
        place = self.places.get(column.name)
        return "" if place is None else row.cells[place]

    def fitting(self, row: Row) -> Row | Problem:
        """The row, if it has a cell for each column. Surplus empty cells do no harm."""
        if len(row.cells) >= self.width and not any(row.cells[self.width :]):
            return row
        message = f"has {len(row.cells)} cells where the first line has {self.width}; is there a comma too few or many?"
        return Problem(self.file, row.number, "", message)


def header_of(kind: Kind[Any], row: Row) -> Header:
    """Empty names at the end are what Excel leaves behind a deleted column, and are ignored."""
    names = list(row.cells)
    while not names[-1]:
        names.pop()
    faults = tuple(Problem(kind.file, row.number, "", message) for message in _faults(kind, names))
    return Header(kind.file, {name: place for place, name in enumerate(names)}, len(names), faults)


def _faults(kind: Kind[Any], names: list[str]) -> Iterator[str]:
    known = [column.name for column in kind.columns]
    for place, name in enumerate(names):
        if not name:
            yield f"column {place + 1} has no name"
        elif name not in known:
            yield f"unknown column {quoted(name)}{_guess(name, known)}"
        elif name in names[:place]:
            yield f"column {quoted(name)} stands there twice"
    for column in kind.columns:
        if column.need is not Need.OPTIONAL and column.name not in names:
            yield f"column '{column.name}' is missing"


def _guess(name: str, known: list[str]) -> str:
    close = get_close_matches(name.lower(), known, n=1)
    return f"; did you mean '{close[0]}'?" if close else f"; known are: {', '.join(known)}"
