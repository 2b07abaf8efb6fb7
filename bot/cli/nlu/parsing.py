"""What `anpi nlu parse` does: each line of standard input is understood by the engine that the settings name."""

import os
import sys

import typer

from bot.bootstrap.understanding import interpreter_of
from bot.cli.failing import BAD_SETTINGS
from config.settings import Settings, SettingsError, load_settings
from nlu.command import as_line


async def parse_lines() -> None:
    async with interpreter_of(settings_without_database()) as engine:
        for line in sys.stdin.buffer:
            text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
            sys.stdout.write(as_line(text, await engine.understand(text)) + "\n")
            sys.stdout.flush()


def settings_without_database() -> Settings:
    """The reading of a text never needs one, and does not look whether there is any."""
    try:
        return load_settings(os.environ)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_SETTINGS) from error
