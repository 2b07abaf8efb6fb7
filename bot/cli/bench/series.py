"""The benchmarks one after the other, each on the databases that it is about, with what they find printed at once."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.cli.bench.area import area
from bot.cli.bench.consent import consent
from bot.cli.bench.ladder import ladder
from bot.cli.bench.mailing import mailing
from bot.cli.bench.name import Name
from bot.cli.bench.stage import Benchmark, Say, Stage, postgres_database, sqlite_database
from bot.cli.bench.turns import turns
from bot.cli.bench.urgent import urgent
from bot.cli.bench.webhook import webhook
from config.logging import configure_logging


@dataclass(frozen=True, slots=True)
class Entry:
    benchmark: Benchmark
    embedded_too: bool = True
    """Whether it says something about SQLite."""


BENCHMARKS = {
    Name.WEBHOOK: Entry(webhook, embedded_too=False),
    Name.TURNS: Entry(turns),
    Name.MAILING: Entry(mailing),
    Name.URGENT: Entry(urgent),
    Name.AREA: Entry(area),
    Name.CONSENT: Entry(consent),
    Name.LADDER: Entry(ladder),
}


async def run_all(names: Sequence[Name], rounds: int, postgres: str) -> None:
    """`postgres`: a server on which databases may be made; empty leaves it out."""
    configure_logging("error", "console")
    for name in names:
        for place in _places(BENCHMARKS[name], postgres):
            async with place as database:
                with _progress(name) as say:
                    found = await BENCHMARKS[name].benchmark(Stage(database, rounds, say))
            for comparison in found:
                typer.echo("\n".join((*comparison.lines, "")))


def _places(entry: Entry, postgres: str) -> Iterator[AbstractAsyncContextManager[str]]:
    if postgres:
        yield postgres_database(postgres)
    if entry.embedded_too:
        yield sqlite_database()


@contextmanager
def _progress(name: Name) -> Iterator[Say]:
    """One line on standard error that says what is going on."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=None)

        def say(what: str) -> None:
            progress.update(task, description=f"{name}: {what}")
            if not console.is_terminal:
                console.print(f"{name}: {what}")

        yield say
