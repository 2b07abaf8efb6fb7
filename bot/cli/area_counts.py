"""The counts of one district in one incident, for people or as the JSON object of DESIGN.md 10."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

import typer

from bot.cli.failing import fail
from bot.cli.incident_words import NotUnderstood, district_of
from bot.cli.office import Office, OpenOffice
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Incident
from bot.core.reports import AreaSummary


async def show_counts(open_office: OpenOffice, word: str, which: str | None, *, as_json: bool) -> None:
    """`which` names the incident; without it, it is the foremost one that concerns the district."""
    async with open_office() as office:
        try:
            district = district_of(word, await office.incidents.districts())
        except NotUnderstood as fault:
            fail(str(fault))
        incident = await _incident(office, district, which)
        summary = await office.incidents.summary(district, incident.id)
        counts = counted(incident, district, summary, office.clock.now())
    typer.echo(json.dumps(counts, ensure_ascii=False) if as_json else _lines(incident, counts))


async def _incident(office: Office, district: DistrictId, which: str | None) -> Incident:
    if which is not None:
        named = await office.incidents.find(IncidentId(which))
        return named or fail(f"There is no incident '{which}'; `anpi incident list` shows them all.")
    foremost = await office.incidents.foremost(district)
    return foremost or fail(f"No incident has concerned district {district} yet; `anpi incident open` opens one.")


def counted(
    incident: Incident, district: DistrictId, summary: AreaSummary, now: datetime
) -> Mapping[str, str | int | bool]:
    """`as_of`: ISO 8601, UTC. `evacuated` overlaps the conditions; `unverified` is not part of `asked`."""
    where = {"incident": incident.id, "district": district, "drill": incident.drill}
    return {**where, **asdict(summary), "as_of": now.isoformat(timespec="seconds")}


def _lines(incident: Incident, counts: Mapping[str, str | int | bool]) -> str:
    head = f"{'【訓練】' if incident.drill else ''}{incident.title} ({incident.id})"
    return "\n".join((head, *(f"{name:13}{counts[name]}" for name in counts if name not in ("incident", "drill"))))
