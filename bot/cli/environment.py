"""The settings of this process, read once from the environment; problems end the command with what to mend."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer

from bot.bootstrap.office import CityOffice, open_office
from config.logging import configure_logging
from config.settings import Settings, SettingsError, load_settings

BAD_SETTINGS = 2


def settings() -> Settings:
    """Raises `typer.Exit` with every problem listed."""
    try:
        return load_settings(os.environ)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_SETTINGS) from error


def settings_of_a_process() -> Settings:
    """The same, with logging set up as they say."""
    read = settings()
    configure_logging(read.log_level, read.log_format)
    return read


@asynccontextmanager
async def office() -> AsyncIterator[CityOffice]:
    async with open_office(settings()) as opened:
        yield opened
