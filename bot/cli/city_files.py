"""A municipality's CSV files: read, checked and loaded as a whole. Thin: the rules live in bot.storage.city_load."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.failing import fail
from bot.cli.office import Office, OpenOffice
from bot.storage.city import Advance
from bot.storage.city_load.problem import Problem, listed
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import FILES, Town, read_town

MAX_BYTES = 200_000_000
"""A larger file is no file of a city of Japan: Yokohama's people would fit in."""


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """The city's files that are there, by name. A folder without any is an error: it is the wrong folder."""
    if not folder.is_dir():
        fail(f"{folder} is no folder; name the one that holds {', '.join(FILES)}")
    present = [name for name in FILES if (folder / name).exists()]
    if not present:
        fail(f"{folder} holds none of {', '.join(FILES)}; nothing was loaded")
    for other in sorted(each.name for each in folder.glob("*.csv") if each.name not in FILES):
        typer.echo(f"{other} is not read; known are: {', '.join(FILES)}", err=True)
    return {name: _read_file(folder / name) for name in present}


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            fail(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; nothing was loaded")
        return path.read_bytes()
    except OSError as error:
        fail(f"{path.name} cannot be read: {error.strerror}; nothing was loaded")


async def load(open_office: OpenOffice, folder: Path) -> None:
    async with open_office() as office:
        town = await load_folder(office, folder)
    for sheet in town.sheets():
        typer.echo(f"{sheet.kind.file.removesuffix('.csv')}: {len(sheet.lines)}")
    typer.echo("Loaded. Rows that these files do not name stay as they were.")


async def load_folder(office: Office, folder: Path) -> Town:
    """The town that was written. With any problem in it: all of them said, nothing written, exit code 1."""
    town = read_town(read_folder(folder))
    problems = problems_of(town, await office.register.known())
    if problems:
        _refuse(problems)
    with _progress(town.size()) as advance:
        await office.register.write(town, office.clock.now(), advance)
    return town


def _refuse(problems: tuple[Problem, ...]) -> None:
    for line in listed(problems):
        typer.echo(line, err=True)
    count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    fail(f"{count}; nothing was loaded.")


@contextmanager
def _progress(total: int) -> Iterator[Advance]:
    """A bar on standard error where somebody looks at it."""
    console = Console(stderr=True)
    columns = (TextColumn("loading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("loading", total=total)

        def advance(lines: int) -> None:
            progress.advance(task, lines)

        yield advance
