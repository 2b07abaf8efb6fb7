"""`anpi alert list|cap|proposals|confirm|refuse`. Thin: what follows from an alert is in bot.rules.triggers."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

Most = Annotated[int, typer.Option("--most", min=1, max=1_000, help="How many, the newest first.")]
All = Annotated[bool, typer.Option("--all", help="Also those that are decided.")]
Id = Annotated[str, typer.Argument(metavar="PROPOSAL", help="As `anpi alert proposals` shows it.")]
Number = Annotated[str, typer.Argument(metavar="ID", help="The alert's number, last in `anpi alert list`.")]
By = Annotated[str, typer.Option("--by", metavar="STAFF", help="Id of the member of staff who decides.")]
Title = Annotated[str | None, typer.Option(help="Another title, as people will read it.")]
Level = Annotated[str | None, typer.Option(help="Another level: 5強, 4.")]
Districts = Annotated[
    list[str] | None,
    typer.Option("--district", metavar="DISTRICT", help="Other districts: id or name; repeat it."),
]
WholeCity = Annotated[bool, typer.Option("--whole-city", help="The whole city instead of the proposal's districts.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi alert`."""
    app = typer.Typer(help="What authorities announce, and the proposals that it leads to.", no_args_is_help=True)

    _looks(app, open_office)

    @app.command("confirm")
    def confirm(
        id_: Id,
        by: By,
        title: Title = None,
        level: Level = None,
        district: Districts = None,
        whole_city: WholeCity = False,
    ) -> None:
        """Carry a proposal out, as it is or with changes. Prints the incident's id alone on the last line."""
        from bot.cli.deciding import Changes
        from bot.cli.deciding import confirm as confirm_proposal
        from bot.cli.office import run

        changes = Changes(title, level, tuple(district or ()), whole_city)
        run(confirm_proposal(open_office, (id_, by), changes))

    @app.command("refuse")
    def refuse(id_: Id, by: By) -> None:
        """Refuse a proposal: nothing is sent. Repeats of the alert propose nothing either."""
        from bot.cli.deciding import refuse as refuse_proposal
        from bot.cli.office import run

        run(refuse_proposal(open_office, (id_, by)))

    return app


def _looks(app: typer.Typer, open_office: "OpenOffice") -> None:
    """What decides nothing."""

    @app.command("list")
    def list_(most: Most = 20) -> None:
        """The newest alerts, and what became of each."""
        from bot.cli.alert_list import list_alerts
        from bot.cli.office import run

        run(list_alerts(open_office, most))

    @app.command("cap")
    def cap(number: Number) -> None:
        """An alert as a CAP 1.2 message, on standard output."""
        from bot.cli.alert_cap import write_cap
        from bot.cli.office import run

        run(write_cap(open_office, number))

    @app.command("proposals")
    def proposals(all_: All = False, most: Most = 50) -> None:
        """The proposals that wait for a decision."""
        from bot.cli.alert_list import list_proposals
        from bot.cli.office import run

        run(list_proposals(open_office, None if not all_ else most))
