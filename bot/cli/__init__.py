"""`anpi ...`: the command line. Each group of commands is a module that says what a command is called and takes.

What a command does is imported when it runs: no command waits for the libraries of another.
"""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import typer

from bot.cli import city, incident
from bot.cli.bench.command import benchmarks
from bot.cli.database import add_database_commands
from bot.cli.line import commands as line_commands
from bot.cli.nlu import commands as nlu_commands
from bot.cli.processes import add_process_commands

if TYPE_CHECKING:
    from bot.cli.office import Office


def create_cli() -> typer.Typer:
    app = typer.Typer(
        name="anpi",
        help="安否: the conversation between a city and its people when a disaster has struck.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    add_process_commands(app)
    add_database_commands(app)
    app.add_typer(city.commands(_office), name="city")
    app.add_typer(incident.commands(_office), name="incident")
    app.add_typer(line_commands(), name="line")
    app.add_typer(nlu_commands(), name="nlu")
    app.command("bench")(benchmarks)
    return app


def _office() -> AbstractAsyncContextManager["Office"]:
    from bot.cli.environment import office

    return office()


def main() -> None:
    create_cli()()
