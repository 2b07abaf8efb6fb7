"""`anpi ...`: the command line. Each group of commands is a module; servers are imported only when they start."""

import sys

import typer

from bot.cli import city, incident
from bot.cli.bench.command import benchmarks
from bot.cli.database import add_database_commands
from bot.cli.environment import BAD_SETTINGS, office
from bot.cli.line import commands as line_commands
from bot.cli.nlu import commands as nlu_commands
from bot.cli.processes import add_process_commands
from config.municipality import MunicipalityError


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
    app.add_typer(city.commands(office), name="city")
    app.add_typer(incident.commands(office), name="incident")
    app.add_typer(line_commands(), name="line")
    app.add_typer(nlu_commands(), name="nlu")
    app.command("bench")(benchmarks)
    return app


def main() -> None:
    """The program; a municipality that is missing or wrong is a sentence, not a traceback."""
    try:
        create_cli()()
    except MunicipalityError as error:
        typer.echo(str(error), err=True)
        sys.exit(BAD_SETTINGS)
