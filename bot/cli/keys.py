"""`anpi keys new|rotate`: the keys of the sealed columns."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.cli.verifying import OpenDatabase


def commands(open_database: "OpenDatabase") -> typer.Typer:
    """The commands under `anpi keys`."""
    app = typer.Typer(help="Encryption keys of sensitive columns.", no_args_is_help=True)

    @app.command("new")
    def new() -> None:
        """Print a fresh key for ANPI_FIELD_KEYS. Keep it where the database is not: without it the data are lost."""
        from bot.storage.sealing.keys import new_key

        typer.echo(new_key())

    @app.command("rotate")
    def rotate() -> None:
        """Seal everything under the newest key. May be interrupted and run again, and runs beside the workers.

        First put the new key before the old one in ANPI_FIELD_KEYS of every process and restart them; take the old key
        out only when this says that nothing is left under it.
        """
        from bot.cli.office import run
        from bot.cli.rotating import rotate_keys

        run(rotate_keys(open_database))

    return app
