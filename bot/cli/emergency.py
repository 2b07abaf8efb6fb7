"""`anpi emergency declare|end|list`. Thin: what a declaration has to hold is in bot.rules.declaring."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

By = Annotated[str, typer.Option("--by", metavar="PERSON", help="Id of the member of staff who declares it.")]
Cause = Annotated[str, typer.Option(help="The alert or order behind it, as people will read it: 大雨特別警報")]
Until = Annotated[str, typer.Option(help="Its end, always: '2026-07-01 18:00', city time, or +24h.")]
Districts = Annotated[
    list[str] | None,
    typer.Option("--district", metavar="DISTRICT", help="Id or name; repeat it. Left out: the whole city."),
]
Recipients = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="KIND", help="family, supporter, association, commissioner or service. Left out: all who help."
    ),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `anpi emergency list` shows it.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi emergency`."""
    app = typer.Typer(help="The declared state in which the law opens what is necessary.", no_args_is_help=True)

    @app.command("declare")
    def declare(by: By, cause: Cause, until: Until, district: Districts = None, to: Recipients = None) -> None:
        """Declare an emergency and tell everybody of the area. Prints its id alone on the last line."""
        from bot.cli.declaring import Declaration, declare_emergency
        from bot.cli.office import run

        run(declare_emergency(open_office, Declaration(by, cause, until, tuple(district or ()), tuple(to or ()))))

    @app.command("end")
    def end(id_: Id) -> None:
        """End one before its time. What it opened is closed from this moment, and people are told."""
        from bot.cli.declaring import end_emergency
        from bot.cli.office import run

        run(end_emergency(open_office, id_))

    @app.command("list")
    def list_() -> None:
        """All that were declared, the newest first."""
        from bot.cli.declaring import list_emergencies
        from bot.cli.office import run

        run(list_emergencies(open_office))

    return app
