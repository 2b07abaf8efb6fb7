"""Incidents and their rows. The districts of an incident stand in a table of their own."""

from collections.abc import Iterable
from typing import Any

from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.storage.rows import AnyRow


def incident_of(row: AnyRow, areas: Iterable[str]) -> Incident:
    return Incident(
        id=IncidentId(row.id),
        title=row.title,
        hazard=Hazard(row.hazard),
        level=row.level,
        districts=tuple(DistrictId(each) for each in areas),
        drill=row.drill,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def row_of_incident(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "title": incident.title,
        "hazard": incident.hazard.value,
        "level": incident.level,
        "drill": incident.drill,
        "opened_at": incident.opened_at,
        "closed_at": incident.closed_at,
    }


def rows_of_districts(incident: Incident) -> list[dict[str, Any]]:
    return [{"incident_id": incident.id, "district_id": each} for each in incident.districts]
