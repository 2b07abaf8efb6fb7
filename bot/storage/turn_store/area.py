"""Answers about a district: the counts of its check-ins, the districts by name, the offices of a person."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.people import District, Role
from bot.core.reports import AreaSummary
from bot.core.requests import DistrictsNamed, RolesOf, SummaryOf
from bot.storage.among import among
from bot.storage.counts import GROUPS, UNVERIFIED
from bot.storage.kept_counts import read_kept_counts
from bot.storage.register import roles_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import check_ins, districts
from bot.storage.turn_store.counting import Group, summarised

_GROUPS = GROUPS.where(among(check_ins.c.district_id, "districts"))
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
    unverified = await connection.execute(UNVERIFIED, {"incidents": asked["incidents"]})
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
