"""Answers about a district: the counts of its check-ins, the districts by name, the offices of a person."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.people import District, Role
from bot.core.reports import AreaSummary, Source
from bot.core.requests import DistrictsNamed, RolesOf, SummaryOf
from bot.storage.among import among
from bot.storage.kept_counts import read_kept_counts
from bot.storage.register import roles_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import check_ins, districts, reports
from bot.storage.turn_store.counting import Group, summarised

_KEY = (check_ins.c.incident_id, check_ins.c.district_id)
_KIND = (check_ins.c.progress, check_ins.c.condition, check_ins.c.whereabouts)
_GROUPS = (
    select(*_KEY, *_KIND, func.count().label("people"))
    .where(among(check_ins.c.incident_id, "incidents"), among(check_ins.c.district_id, "districts"))
    .group_by(*_KEY, *_KIND)
)
# A sender counts once, in the district given at any time, or in all where none was ever given.
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
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


async def read_summaries(
    connection: AsyncConnection, requests: Collection[SummaryOf]
) -> Mapping[SummaryOf, AreaSummary]:
    asked = {
        "incidents": sorted({each.incident for each in requests}),
        "districts": sorted({each.district for each in requests}),
    }
    groups: dict[tuple[str, str], list[Group]] = {}
    for row in await connection.execute(_GROUPS, asked):
        group = Group(row.progress, row.condition, row.whereabouts, row.people)
        groups.setdefault((row.incident_id, row.district_id), []).append(group)
    unverified = await connection.execute(_UNVERIFIED, {"incidents": asked["incidents"]})
    senders = {(row.incident_id, row.district_id): row.senders for row in unverified}
    kept = await read_kept_counts(connection, {each.incident for each in requests})
    return {
        each: _of_kept(each, kept[each.incident])
        if each.incident in kept
        else summarised(
            groups.get((each.incident, each.district), ()),
            senders.get((each.incident, each.district), 0) + senders.get((each.incident, None), 0),
        )
        for each in requests
    }


def _of_kept(asked: SummaryOf, kept: Mapping[str, AreaSummary]) -> AreaSummary:
    """The people are gone; what was counted before stands. Senders of no known district count in every district."""
    counts, nowhere = kept.get(asked.district, AreaSummary()), kept.get("", AreaSummary())
    return replace(counts, unverified=counts.unverified + nowhere.unverified)


async def read_districts(
    connection: AsyncConnection, requests: Collection[DistrictsNamed]
) -> Mapping[DistrictsNamed, tuple[District, ...]]:
    found = tuple(district_of(row) for row in await connection.execute(_DISTRICTS))
    return dict.fromkeys(requests, found)


async def read_roles(connection: AsyncConnection, requests: Collection[RolesOf]) -> Mapping[RolesOf, tuple[Role, ...]]:
    found = await roles_of(connection, {each.person for each in requests})
    return {each: tuple(found.get(each.person, ())) for each in requests}
