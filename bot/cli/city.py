"""`anpi city load DIR`: a municipality's people, relations, roles, consents and sites."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the CSV files, or some of them.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi city`."""
    app = typer.Typer(help="The city's people, relations, roles, consents and sites.", no_args_is_help=True)

    @app.callback()
    def city() -> None:
        """A group even with one command in it."""

    @app.command("load")
    def load(folder: Folder) -> None:
        """Load DIR's CSV files (docs/data.md). With any problem in them nothing is loaded."""
        from bot.cli import city_files
        from bot.cli.office import run

        run(city_files.load(open_office, folder))

    return app
