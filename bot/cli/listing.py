"""All incidents as lines for people, the newest first; and the line of one that was closed."""

from zoneinfo import ZoneInfo

import typer

from bot.cli.alert_list import proposal_line
from bot.cli.failing import fail
from bot.cli.office import OpenOffice
from bot.core.ids import IncidentId
from bot.core.incidents import Incident


async def close_incident(open_office: OpenOffice, id_: IncidentId) -> None:
    """Its report is counted and kept along with it. Proposals that waited beside it are named, each with its fate."""
    async with open_office() as office:
        waiting = await office.incidents.undecided(id_)
        incident = await office.incidents.close(id_, office.clock.now())
        if incident is None:
            fail(f"There is no incident '{id_}'; `anpi incident list` shows them all.")
        await office.reports.of(incident, office.clock.now())
        zone = ZoneInfo(office.city.time_zone)
        typer.echo(_line(incident, zone))
        for each in waiting.falls:
            typer.echo(f"    taken back, sent to nobody: {proposal_line(each, zone)}")
        for each in waiting.stays:
            typer.echo(f"    waits on, would open an incident of its own: {proposal_line(each, zone)}")


async def list_incidents(open_office: OpenOffice) -> None:
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
