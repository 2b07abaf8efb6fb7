"""`anpi bench [NAME ...]`: what it takes from the command line. The benchmarks are imported only when they run."""

import asyncio
from typing import Annotated

import typer

from bot.cli.bench.name import Name

VARIABLE = "ANPI_BENCH_DATABASE_URL"
NO_POSTGRES = (
    f"PostgreSQL is left out: set {VARIABLE} to the address of a server on which databases may be made "
    "(postgresql://USER:PASSWORD@HOST/NAME), or run `make bench` in a checkout, which brings one."
)


Names = Annotated[list[Name] | None, typer.Argument(metavar="NAME", help=f"{', '.join(Name)}. Left out: all of them.")]
Rounds = Annotated[int, typer.Option(min=1, max=100, help="How often figure and yardstick are taken, by turns.")]
Postgres = Annotated[str, typer.Option(envvar=VARIABLE, help="A PostgreSQL on which databases may be made.")]


def benchmarks(names: Names = None, rounds: Rounds = 5, postgres: Postgres = "") -> None:
    """Measure this machine. Each figure is printed with its yardstick, taken in the same run, and their ratio."""
    from bot.cli.bench.series import run_all

    if not postgres:
        typer.echo(NO_POSTGRES, err=True)
    asyncio.run(run_all([*dict.fromkeys(names or Name)], rounds, postgres))
