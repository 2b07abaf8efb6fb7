"""The settings of this process, read once from the environment; problems end the command with what to mend."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer

from bot.bootstrap.database import open_database
from bot.bootstrap.office import CityOffice, open_office
from bot.bootstrap.records import Records, open_records
from bot.cli.failing import BAD_SETTINGS, fail
from bot.cli.missing_file import missing_file
from bot.storage.database import Database, address_of
from config.alerts import load_alerts
from config.logging import configure_logging
from config.municipality import load_city
from config.settings import Settings, SettingsError, load_settings


def settings() -> Settings:
    """Raises `typer.Exit` with every problem listed."""
    try:
        read = load_settings(os.environ)
        _check_what_is_there(read)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_SETTINGS) from error
    return read


def _check_what_is_there(read: Settings) -> None:
    """What no value shows by itself: a server would find it only once it starts, and end with a traceback."""
    problems = []
    for variable, check in (
        ("ANPI_DATABASE_URL", lambda: address_of(read.database_url)),
        ("ANPI_MUNICIPALITY", lambda: load_city(read.municipality)),
        ("ANPI_MUNICIPALITY", lambda: load_alerts(read.municipality)),
    ):
        try:
            check()
        except ValueError as fault:
            problems.append(f"{variable}: {fault}")
    if problems:
        raise SettingsError(tuple(problems))


def settings_of_a_city() -> Settings:
    """The same, for a command that needs tables: it says how to make them instead of leaving an empty file behind."""
    read = settings()
    if missing := missing_file(read.database_url):
        fail(f"There is no database {missing} yet. Run `anpi migrate` to make it, or `make demo` to see a whole town.")
    return read


def settings_of_a_process() -> Settings:
    """The same, with logging set up as they say."""
    read = settings()
    configure_logging(read.log_level, read.log_format)
    return read


@asynccontextmanager
async def database() -> AsyncIterator[Database]:
    async with open_database(settings_of_a_city()) as opened:
        yield opened


@asynccontextmanager
async def records() -> AsyncIterator[Records]:
    async with open_records(settings_of_a_city()) as opened:
        yield opened


@asynccontextmanager
async def office() -> AsyncIterator[CityOffice]:
    async with open_office(settings_of_a_city()) as opened:
        yield opened
