"""One alert as a CAP 1.2 message (OASIS), for whoever takes it from standard output."""

from typing import Final

import typer

from bot.cli.failing import fail
from bot.cli.office import OpenOffice
from integrations.alerts.cap import to_cap

_FEWEST: Final = 8
_DIGITS: Final = frozenset("0123456789abcdef")


async def write_cap(open_office: OpenOffice, number: str) -> None:
    """`number`: as `anpi alert list` shows it, or the first eight digits of it and more."""
    wanted = number.strip().lower()
    if len(wanted.partition(".")[0]) < _FEWEST or not _DIGITS.issuperset(wanted.replace(".", "", 1)):
        fail(f"ID is no number of an alert; write the last word of its line in `anpi alert list`, not '{number[:80]}'.")
    async with open_office() as office:
        found = await office.alerts.numbered(wanted)
        if not found:
            fail("There is no alert of this number, or its time of keeping is over. `anpi alert list` shows them.")
        if len(found) > 1:
            fail(f"{len(found)} alerts begin so: write more digits of it.")
        written = to_cap(found[0], f"anpi@{office.domain}", await office.alerts.earlier(found[0]))
    typer.echo(written, nl=False)
