"""What is wrong in a city's files, said so that the person who wrote the line can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 200
"""More problems than this are counted, not listed: nobody mends them one by one."""

_LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` is the line of the file, counted from 1 as an editor does; 0 means the file as a whole."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        line = f" line {self.line}" if self.line else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.message}"


def listed(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The problems as lines to print, at most 200 and then how many more there are."""
    lines = tuple(str(problem) for problem in problems[:SHOWN])
    more = len(problems) - SHOWN
    return (*lines, f"and {more} more") if more > 0 else lines


def quoted(value: str) -> str:
    """A value of the file as a message shows it: clipped, with nothing in it that a terminal would act on."""
    plain = "".join(char if char.isprintable() else " " for char in value)
    return f"'{plain[:_LONGEST_VALUE]}…'" if len(plain) > _LONGEST_VALUE else f"'{plain}'"
