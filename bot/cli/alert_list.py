"""Alerts and proposals as lines for staff, the newest first."""

from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from bot.cli.office import OpenOffice
from bot.core.alerts import Alert
from bot.core.proposals import Proposal
from bot.rules.triggers.telling import SOURCES
from bot.storage.alerts import KeptAlert


async def list_alerts(open_office: OpenOffice, most: int) -> None:
    async with open_office() as office:
        zone = ZoneInfo(office.city.time_zone)
        for each in await office.alerts.newest(most):
            typer.echo(_line(each, zone))
            for fault in each.alert.faults:
                typer.echo(f"    ! {_plain(fault)}")


async def list_proposals(open_office: OpenOffice, most: int | None) -> None:
    """`most` None: those that wait."""
    async with open_office() as office:
        zone = ZoneInfo(office.city.time_zone)
        found = await (office.proposals.waiting() if most is None else office.proposals.newest(most))
        for each in found:
            typer.echo(proposal_line(each, zone))
            for note in each.draft.notes:
                typer.echo(f"    ! {_plain(note)}")
        if not found:
            typer.echo("No proposal waits.")


def _line(kept: KeptAlert, zone: ZoneInfo) -> str:
    """`2026-11-22 14:30  real      propose     earthquake 5+  震源・震度情報（出典：気象庁）  0123456789ab`"""
    alert = kept.alert
    issued = _local(alert.issued, zone)
    title = f"{_plain(alert.title)}（{SOURCES[alert.source]}）"
    return "  ".join(
        (issued, alert.status, kept.became, f"{alert.kind} {_gravest(alert)}".strip(), title, alert.number)
    )


def _gravest(alert: Alert) -> str:
    """Of all its areas, wherever they are."""
    if alert.level is not None:
        return f"level {alert.level}"
    return max((each.intensity for each in alert.areas), default="")


def proposal_line(proposal: Proposal, zone: ZoneInfo) -> str:
    """`A20261122-0edcc433  open  waits for staff  flood 4  D1,D2  everybody  避難指示`"""
    draft = proposal.draft
    goes = f"goes by itself {_local(proposal.goes_at, zone)}" if proposal.goes_at else "waits for staff"
    decided = f"{proposal.state} {_local(proposal.decided_at, zone)}" if proposal.decided_at else goes
    parts = (
        proposal.id,
        proposal.aim,
        decided,
        f"{draft.hazard} {draft.level}".strip(),
        ",".join(draft.districts) or "whole city",
        draft.whom,
        draft.title,
        proposal.incident or "",
    )
    return "  ".join(part for part in parts if part)


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _plain(words: str) -> str:
    """On one line, and nothing in it that a terminal would obey."""
    return "".join(each if each.isprintable() else " " for each in words)
