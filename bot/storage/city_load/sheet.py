"""One CSV file: its rows become lines of one kind, and everything wrong with it becomes problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.storage.city_load.cells import Unreadable
from bot.storage.city_load.encoding import decoded
from bot.storage.city_load.header import Header, header_of
from bot.storage.city_load.kind import Column, Complaint, Kind, Need
from bot.storage.city_load.problem import Problem
from bot.storage.city_load.rows import Row, rows_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Numbered(Generic[T]):
    """A line and where it stands in its file."""

    number: int
    line: T


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """What one file says.

    A line with a fault is among the lines, with that cell's empty value, so that all checks see the rest of it;
    nothing is written while there is a single problem. `whole` is False where rows could not be told apart: then
    nobody can say what the file does not hold.
    """

    kind: Kind[T]
    lines: tuple[Numbered[T], ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True

    def problem(self, number: int, column: str, message: str) -> Problem:
        return Problem(self.kind.file, number, column, message)


def read_sheet(kind: Kind[T], data: bytes) -> Sheet[T]:
    """Never raises, whatever the bytes are. No bytes: a file without rows."""
    text = decoded(kind.file, data)
    if isinstance(text, Problem):
        return Sheet(kind, problems=(text,), whole=False)
    rows = rows_of(kind.file, text)
    first = next(rows, None)
    if first is None:
        return Sheet(kind)
    if isinstance(first, Problem):
        return Sheet(kind, problems=(first,), whole=False)
    header = header_of(kind, first)
    if header.problems:
        return Sheet(kind, problems=header.problems, whole=False)
    return _body(kind, header, rows)


def _body(kind: Kind[T], header: Header, rows: Iterator[Row | Problem]) -> Sheet[T]:
    lines: list[Numbered[T]] = []
    problems: list[Problem] = []
    whole = True
    for row in rows:
        fitting = row if isinstance(row, Problem) else header.fitting(row)
        if isinstance(fitting, Problem):
            problems.append(fitting)
            whole = False
            continue
        line, complaints = _read(kind, header, fitting)
        lines.append(Numbered(fitting.number, line))
        problems.extend(Problem(kind.file, fitting.number, column, message) for column, message in complaints)
    return Sheet(kind, tuple(lines), tuple(problems), whole)


def _read(kind: Kind[T], header: Header, row: Row) -> tuple[T, list[Complaint]]:
    complaints: list[Complaint] = []
    values = {column.name: _value(column, header.cell(row, column), complaints) for column in kind.columns}
    line = kind.line(**values)
    faulty = {column for column, _ in complaints}
    complaints.extend(each for each in kind.check(line) if each[0] not in faulty)
    return line, complaints


def _value(column: Column, cell: str, complaints: list[Complaint]) -> Any:
    if not cell:
        if column.need is Need.FILLED:
            complaints.append((column.name, "is empty; every row needs it"))
        return column.empty
    try:
        return column.read(cell)
    except Unreadable as fault:
        complaints.append((column.name, str(fault)))
        return column.empty
