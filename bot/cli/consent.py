"""`anpi consent export|give|withdraw`: what one person agreed to, and what staff take down for them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import consent_options as words
from bot.cli.export_format import Format
from bot.core.consents import Way
from bot.core.language import Language

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice
    from bot.cli.sweeping import OpenRecords


Wanted = Annotated[
    Format,
    typer.Option("--format", help="dpv: TS 27560 as JSON-LD, without loss; kantara: receipts; rfc9396: what stands."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Into a new file that only you can read.")]


def commands(open_records: "OpenRecords", open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi consent`."""
    app = typer.Typer(help="One person's consents.", no_args_is_help=True)
    _add_export(app, open_records)
    _add_give(app, open_office)
    _add_withdraw(app, open_office)
    return app


def _add_export(app: typer.Typer, open_records: "OpenRecords") -> None:
    @app.command("export")
    def export(person: words.Person, wanted: Wanted = Format.ALL, out: Out = None) -> None:
        """Write one person's consents and disclosures as JSON. Other people stand in it by their ids alone."""
        from bot.cli.exporting import export_consents
        from bot.cli.office import run

        run(export_consents(open_records, person, wanted, out))


def _add_give(app: typer.Typer, open_office: "OpenOffice") -> None:
    @app.command("give")
    def give(  # noqa: PLR0913, PLR0917 - one for each thing that staff write down
        person: words.Person,
        offer: words.Offer,
        by: words.By,
        way: words.HowSaid,
        relation: words.Relation = "",
        mark: words.Hand = None,
        signed: words.Signed = "",
        recipient: words.To = None,
        language: words.ReadIn = Language.JAPANESE,
        staff: words.Staff = "",
        yes: words.Yes = False,
    ) -> None:
        """Take down a yes that somebody gives for PERSON. It shows the words and what they give, and asks first."""
        from bot.cli.consent_giving import Given
        from bot.cli.consent_giving import give as take_down
        from bot.cli.office import run

        hand, to = mark.mark if mark else None, frozenset(recipient or ())
        run(take_down(open_office, Given(person, offer, by, relation, way, hand, signed, to, language, staff, yes)))


def _add_withdraw(app: typer.Typer, open_office: "OpenOffice") -> None:
    @app.command("withdraw")
    def withdraw(  # noqa: PLR0913, PLR0917 - as above
        person: words.Person,
        by: words.EndedBy = "",
        way: words.HowSaid = Way.PHONE,
        relation: words.Relation = "",
        recipient: words.To = None,
        purpose: words.For = None,
        staff: words.Staff = "",
        tell_family: words.Family = False,
        yes: words.Yes = False,
    ) -> None:
        """Take down a no, by telephone or at the counter. It counts at once; it shows what ends, and asks first."""
        from bot.cli.consent_withdrawing import Withdrawn
        from bot.cli.consent_withdrawing import withdraw as take_down
        from bot.cli.office import run

        to, purposes = frozenset(recipient or ()), frozenset(purpose or ())
        run(take_down(open_office, Withdrawn(person, by, relation, way, to, purposes, staff, tell_family, yes)))
