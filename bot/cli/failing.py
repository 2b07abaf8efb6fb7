"""How a command fails: a clear sentence on standard error, and an exit code."""

from typing import NoReturn

import typer

BAD_SETTINGS = 2


def fail(message: str) -> NoReturn:
    """A clear sentence on standard error and exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
