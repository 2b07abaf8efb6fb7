"""Text of a CSV file (RFC 4180) → its rows, each with the number of the line it begins on; empty lines are left out."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from bot.storage.city_load.cells import cleaned
from bot.storage.city_load.problem import Problem

MAX_CELLS = 200
"""A row with more cells than this is no row of ours."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: list[str]


def rows_of(file: str, text: str) -> Iterator[Row | Problem]:
    """Cleaned rows. Where the quoting breaks a problem comes last: what follows cannot be told apart any more."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield Problem(file, begins, "", _quoting(str(fault)))
            return
        if cells is None:
            return
        if len(cells) > MAX_CELLS:
            yield Problem(file, begins, "", f"has {len(cells)} cells; no row has more than {MAX_CELLS}")
            return
        clean = [cleaned(cell) for cell in cells]
        if any(clean):
            yield Row(begins, clean)


def _quoting(fault: str) -> str:
    if "unexpected end" in fault:
        return 'a quotation mark opens here and is never closed; close it, or write "" for one inside a text'
    if "field larger" in fault:
        return "a cell is longer than 131072 characters; is a quotation mark missing?"
    return f'the quoting is broken ({fault}); put the cell in "…" and write "" for a quotation mark inside it'
