"""The counts of the open incidents: overall and by district."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import Counted
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.reports import AreaSummary, Source
from bot.storage.among import among
from bot.storage.open_incidents import open_incidents
from bot.storage.tables import check_ins, districts, reports
from bot.storage.turn_store.counting import Group, summarised

UNKNOWN_DISTRICT = "地区不明"

_KEY = (check_ins.c.incident_id, check_ins.c.district_id)
_KIND = (check_ins.c.progress, check_ins.c.condition, check_ins.c.whereabouts)
_GROUPS = (
    select(*_KEY, *_KIND, func.count().label("people"))
    .where(among(check_ins.c.incident_id, "incidents"))
    .group_by(*_KEY, *_KIND)
)
# A sender who is not linked to a person counts once, in the district given at any time.
_SENDERS = (
    select(reports.c.incident_id, func.max(reports.c.district_id).label("district_id"))
    .where(
        among(reports.c.incident_id, "incidents"),
        reports.c.about.is_(None),
        reports.c.source == Source.UNVERIFIED.value,
    )
    .group_by(reports.c.incident_id, reports.c.conversation)
    .subquery()
)
_UNVERIFIED = select(_SENDERS.c.incident_id, _SENDERS.c.district_id, func.count().label("senders")).group_by(
    _SENDERS.c.incident_id, _SENDERS.c.district_id
)
_NAMES = select(districts.c.id, districts.c.name)

_Groups = Mapping[str | None, Sequence[Group]]
_Senders = Mapping[str | None, int]


async def read_counts(connection: AsyncConnection) -> tuple[Counted, ...]:
    """Of every open incident, the real ones first, then the newest."""
    incidents = await open_incidents(connection)
    if not incidents:
        return ()
    asked = {"incidents": [each.id for each in incidents]}
    names = {row.id: row.name for row in await connection.execute(_NAMES)}
    groups: defaultdict[str, defaultdict[str | None, list[Group]]] = defaultdict(lambda: defaultdict(list))
    for row in await connection.execute(_GROUPS, asked):
        groups[row.incident_id][row.district_id].append(Group(row.progress, row.condition, row.whereabouts, row.people))
    senders: defaultdict[str, dict[str | None, int]] = defaultdict(dict)
    for row in await connection.execute(_UNVERIFIED, asked):
        senders[row.incident_id][row.district_id] = row.senders
    return tuple(_counted(each, names, groups[each.id], senders[each.id]) for each in sorted(incidents, key=_foremost))


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
