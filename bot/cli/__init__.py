"""`anpi ...`: the command line. Each group of commands is a module that says what a command is called and takes.

What a command does is imported when it runs: no command waits for the libraries of another.
"""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import typer

from bot.cli import alert, city, consent, emergency, incident, keys, ledger, people, retention
from bot.cli.bench.command import benchmarks
from bot.cli.database import add_database_commands
from bot.cli.line import commands as line_commands
from bot.cli.nlu.command import commands as nlu_commands
from bot.cli.processes import add_process_commands

if TYPE_CHECKING:
    from bot.bootstrap.records import Records
    from bot.bootstrap.reviewing import ReviewDesk
    from bot.cli.office import Office
    from bot.storage.database import Database


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
    app.add_typer(alert.commands(_office), name="alert")
    app.add_typer(city.commands(_office), name="city")
    app.add_typer(consent.commands(_records, _office), name="consent")
    app.add_typer(incident.commands(_office), name="incident")
    app.add_typer(emergency.commands(_office), name="emergency")
    app.add_typer(keys.commands(_database), name="keys")
    app.add_typer(ledger.commands(_database), name="ledger")
    app.add_typer(people.commands(_office), name="people")
    app.add_typer(retention.commands(_records), name="retention")
    app.add_typer(line_commands(), name="line")
    app.add_typer(nlu_commands(_review), name="nlu")
    app.command("bench")(benchmarks)
    return app


def _records() -> AbstractAsyncContextManager["Records"]:
    from bot.cli.environment import records

    return records()


def _database() -> AbstractAsyncContextManager["Database"]:
    from bot.cli.environment import database

    return database()


def _office() -> AbstractAsyncContextManager["Office"]:
    from bot.cli.environment import office

    return office()


def _review() -> AbstractAsyncContextManager["ReviewDesk"]:
    from bot.bootstrap.reviewing import open_review
    from bot.cli.environment import settings_of_a_city

    return open_review(settings_of_a_city())


def main() -> None:
    create_cli()()
