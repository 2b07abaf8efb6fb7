"""`anpi incident open|close|list|summary`. Thin: what an incident does to a city is in bot.storage.incidents."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.area_counts import show_counts
from bot.cli.office import OpenOffice, fail, run
from bot.cli.opening import Wanted, open_incident
from bot.core.ids import IncidentId
from bot.core.incidents import Incident

Title = Annotated[str, typer.Option(help="What happened, as people will read it: 2026年3月の地震")]
HazardWord = Annotated[str, typer.Option(metavar="HAZARD", help="earthquake, flood, landslide ... or 地震, 洪水 ...")]
Level = Annotated[str, typer.Option(help="As announced: 5強, 3. Leave it out where there is none.")]
Districts = Annotated[
    list[str] | None,
    typer.Option(metavar="DISTRICT", help="Id or name; repeat it, or put commas between. Left out: the whole city."),
]
Drill = Annotated[bool, typer.Option("--drill", help="An exercise: every message says 【訓練】.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The incident's id, as `anpi incident list` shows it.")]
DistrictWord = Annotated[str, typer.Argument(metavar="DISTRICT", help="Id or name of a district.")]
Which = Annotated[str | None, typer.Option("--incident", metavar="ID", help="Else the foremost that concerns it.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines for people.")]


def commands(open_office: OpenOffice) -> typer.Typer:
    """The commands under `anpi incident`."""
    app = typer.Typer(help="Disasters and drills: ask everybody, count the answers.", no_args_is_help=True)

    @app.command("open")
    def open_(
        title: Title, hazard: HazardWord, level: Level = "", district: Districts = None, drill: Drill = False
    ) -> None:
        """Open an incident and ask everybody it concerns. Prints its id alone on the last line."""
        run(open_incident(open_office, Wanted(title, hazard, level, tuple(district or ()), drill)))

    @app.command("close")
    def close(id_: Id) -> None:
        """Close an incident: nobody is asked any more."""
        run(_close(open_office, IncidentId(id_)))

    @app.command("list")
    def list_() -> None:
        """All incidents, the newest first."""
        run(_list(open_office))

    @app.command("summary")
    def summary(district: DistrictWord, incident: Which = None, as_json: AsJson = False) -> None:
        """Count the answers of one district."""
        run(show_counts(open_office, district, incident, as_json=as_json))

    return app


async def _close(open_office: OpenOffice, id_: IncidentId) -> None:
    async with open_office() as office:
        incident = await office.incidents.close(id_, office.clock.now())
        if incident is None:
            fail(f"There is no incident '{id_}'; `anpi incident list` shows them all.")
        typer.echo(_line(incident, ZoneInfo(office.city.time_zone)))


async def _list(open_office: OpenOffice) -> None:
    async with open_office() as office:
        for incident in await office.incidents.all():
            typer.echo(_line(incident, ZoneInfo(office.city.time_zone)))


def _line(incident: Incident, zone: ZoneInfo) -> str:
    """`20260401-1f3a9c  open    drill  earthquake 5強  2026-04-01 09:30  D1,D2  春の訓練`"""
    closed = f"closed {incident.closed_at.astimezone(zone):%Y-%m-%d %H:%M}" if incident.closed_at else "open"
    return "  ".join(
        (
            incident.id,
            closed,
            "drill" if incident.drill else "real",
            f"{incident.hazard} {incident.level}".strip(),
            f"{incident.opened_at.astimezone(zone):%Y-%m-%d %H:%M}",
            ",".join(incident.districts) or "whole city",
            incident.title,
        )
    )
