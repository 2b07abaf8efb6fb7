"""The counts of the open incidents: overall and by district."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import Counted
from admin.queries.to_visit import read_uncalled
from admin.words import UNKNOWN_DISTRICT
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.reports import AreaSummary
from bot.storage.counts import GROUPS, UNVERIFIED
from bot.storage.open_incidents import open_incidents
from bot.storage.tables import districts
from bot.storage.turn_store.counting import Group, summarised

_NAMES = select(districts.c.id, districts.c.name)

_Groups = Mapping[str | None, Sequence[Group]]
_Senders = Mapping[str | None, int]


async def read_counts(connection: AsyncConnection, staff_step: int | None = None) -> tuple[Counted, ...]:
    """Of every open incident, the real ones first, then the newest. `staff_step` as in `VisitsWanted`."""
    incidents = await open_incidents(connection)
    if not incidents:
        return ()
    asked = {"incidents": [each.id for each in incidents]}
    names = {row.id: row.name for row in await connection.execute(_NAMES)}
    groups: defaultdict[str, defaultdict[str | None, list[Group]]] = defaultdict(lambda: defaultdict(list))
    for row in await connection.execute(GROUPS, asked):
        groups[row.incident_id][row.district_id].append(Group(row.progress, row.condition, row.whereabouts, row.people))
    senders: defaultdict[str, dict[str | None, int]] = defaultdict(dict)
    for row in await connection.execute(UNVERIFIED, asked):
        senders[row.incident_id][row.district_id] = row.senders
    uncalled = await read_uncalled(connection, asked["incidents"], staff_step)
    return tuple(
        replace(_counted(each, names, groups[each.id], senders[each.id]), uncalled=uncalled.get(each.id, 0))
        for each in sorted(incidents, key=_foremost)
    )


def _foremost(incident: Incident) -> tuple[bool, float, IncidentId]:
    return (incident.drill, -incident.opened_at.timestamp(), incident.id)


def _counted(incident: Incident, names: Mapping[str, str], groups: _Groups, senders: _Senders) -> Counted:
    there = {*groups, *senders}
    return Counted(
        incident=incident,
        where=tuple(names.get(each, each) for each in incident.districts),
        overall=summarised((group for each in groups.values() for group in each), sum(senders.values())),
        by_district=tuple(
            (_name(each, names), summarised(groups.get(each, ()), senders.get(each, 0)))
            for each in sorted(there, key=lambda each: _urgency(each, groups))
        ),
    )


def _name(district: str | None, names: Mapping[str, str]) -> str:
    return UNKNOWN_DISTRICT if district is None else names.get(district, district)


def _urgency(district: str | None, groups: _Groups) -> tuple[bool, int, int, str]:
    """Districts where people need rescue come first, then those with the most silent; the unknown one is last."""
    counts: AreaSummary = summarised(groups.get(district, ()), 0)
    return (district is None, -counts.needs_rescue, -counts.silent, district or "")
