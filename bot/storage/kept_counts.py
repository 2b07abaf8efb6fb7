"""The counts that were kept of incidents whose people were erased."""

from collections.abc import Collection, Mapping
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reports import AreaSummary
from bot.storage.among import among
from bot.storage.tables import incident_counts

_KEPT = select(incident_counts).where(among(incident_counts.c.incident_id, "incidents"))
_COUNTS = tuple(field.name for field in fields(AreaSummary))

Kept = Mapping[str, Mapping[str, AreaSummary]]
"""Incident → district → counts; the district '' holds those of no known district."""


async def read_kept_counts(connection: AsyncConnection, incidents: Collection[str]) -> Kept:
    """Incidents that are not in it still have their people."""
    kept: dict[str, dict[str, AreaSummary]] = {}
    for row in await connection.execute(_KEPT, {"incidents": sorted(incidents)}):
        counts = AreaSummary(**{name: getattr(row, name) for name in _COUNTS})
        kept.setdefault(row.incident_id, {})[row.district_id] = counts
    return kept
