"""`anpi incident open|close|list|summary`. Thin: what an incident does to a city is in bot.storage.incidents."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

Title = Annotated[str, typer.Option(help="What happened, as people will read it: 2026年3月の地震")]
HazardWord = Annotated[str, typer.Option(metavar="HAZARD", help="earthquake, flood, landslide ... or 地震, 洪水 ...")]
Level = Annotated[str, typer.Option(help="As announced: 5強, 3. Leave it out where there is none.")]
Districts = Annotated[
    list[str] | None,
    typer.Option(metavar="DISTRICT", help="Id or name; repeat it, or put commas between. Left out: the whole city."),
]
Drill = Annotated[bool, typer.Option("--drill", help="An exercise: every message says 【訓練】.")]
Sure = Annotated[bool, typer.Option("--yes", help="Ask no more: open it. Without a terminal nobody is asked anyway.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The incident's id, as `anpi incident list` shows it.")]
DistrictWord = Annotated[str, typer.Argument(metavar="DISTRICT", help="Id or name of a district.")]
Which = Annotated[str | None, typer.Option("--incident", metavar="ID", help="Else the foremost that concerns it.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines for people.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi incident`."""
    app = typer.Typer(help="Disasters and drills: ask everybody, count the answers.", no_args_is_help=True)

    @app.command("open")
    def open_(
        title: Title,
        hazard: HazardWord,
        level: Level = "",
        district: Districts = None,
        drill: Drill = False,
        yes: Sure = False,
    ) -> None:
        """Open an incident and ask everybody it concerns: how many, over what, at what cost is shown first.

        Prints the incident's id alone on the last line.
        """
        from bot.cli.office import run
        from bot.cli.opening import Wanted, open_incident

        wanted = Wanted(title, hazard, level, tuple(district or ()), drill)
        run(open_incident(open_office, wanted, is_sure=yes))

    @app.command("close")
    def close(id_: Id) -> None:
        """Close an incident: nobody is asked any more."""
        from bot.cli.listing import close_incident
        from bot.cli.office import run
        from bot.core.ids import IncidentId

        run(close_incident(open_office, IncidentId(id_)))

    @app.command("list")
    def list_() -> None:
        """All incidents, the newest first."""
        from bot.cli.listing import list_incidents
        from bot.cli.office import run

        run(list_incidents(open_office))

    @app.command("summary")
    def summary(district: DistrictWord, incident: Which = None, as_json: AsJson = False) -> None:
        """Count the answers of one district."""
        from bot.cli.area_counts import show_counts
        from bot.cli.office import run

        run(show_counts(open_office, district, incident, as_json=as_json))

    return app
