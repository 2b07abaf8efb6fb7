"""`anpi consent export PERSON`: what one person agreed to and what was shown of them, in formats of the world."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.export_format import Format

if TYPE_CHECKING:
    from bot.cli.sweeping import OpenRecords


Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in people.csv.")]
Wanted = Annotated[
    Format,
    typer.Option("--format", help="dpv: TS 27560 as JSON-LD, without loss; kantara: receipts; rfc9396: what stands."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Into a new file that only you can read.")]


def commands(open_records: "OpenRecords") -> typer.Typer:
    """The commands under `anpi consent`."""
    app = typer.Typer(help="One person's consents.", no_args_is_help=True)

    @app.callback()
    def consent() -> None:
        """A group even with one command in it."""

    @app.command("export")
    def export(person: Person, wanted: Wanted = Format.ALL, out: Out = None) -> None:
        """Write one person's consents and disclosures as JSON. Other people stand in it by their ids alone."""
        from bot.cli.exporting import export_consents
        from bot.cli.office import run

        run(export_consents(open_records, person, wanted, out))

    return app
