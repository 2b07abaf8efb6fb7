"""`anpi ledger verify`: whether anybody has changed what the ledger says."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.verifying import OpenDatabase

Known = Annotated[
    str | None,
    typer.Option("--known", metavar="SEQ:HASH", help="A head written down earlier: also finds a ledger computed anew."),
]


def commands(open_database: "OpenDatabase") -> typer.Typer:
    """The commands under `anpi ledger`."""
    app = typer.Typer(help="The record of consents and disclosures.", no_args_is_help=True)

    @app.callback()
    def ledger() -> None:
        """A group even with one command in it."""

    @app.command("verify")
    def verify(known: Known = None) -> None:
        """Read the whole ledger and name every row that was changed, removed or moved. Exit code 1 with any."""
        from bot.cli.office import run
        from bot.cli.verifying import read_head, verify_ledger

        run(verify_ledger(open_database, read_head(known) if known else None))

    return app
