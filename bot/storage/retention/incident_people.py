"""The people of an incident that was closed long ago: check-ins, reports and visits go, the counts of it stay."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reports import AreaSummary
from bot.storage.counts import GROUPS, UNVERIFIED
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.tables import check_ins, helpers_told, incident_counts, incidents, reports, steps_told, talks, visits
from bot.storage.turn_store.counting import Group, summarised

NOWHERE = ""
"""Stands for no known district; every incident that was counted has a row for it."""

_HOLDS_PEOPLE = or_(
    select(check_ins.c.person_id).where(check_ins.c.incident_id == incidents.c.id).exists(),
    select(reports.c.id).where(reports.c.incident_id == incidents.c.id).exists(),
)
_DUE = select(incidents.c.id).where(incidents.c.closed_at < bindparam("cutoff", type_=Instant), _HOLDS_PEOPLE)
_COUNTED = select(incident_counts.c.incident_id).where(incident_counts.c.incident_id == bindparam("incident")).limit(1)
_SOME_CHECK_INS = (
    select(check_ins.c.incident_id, check_ins.c.person_id)
    .where(check_ins.c.incident_id == bindparam("incident"))
    .limit(bindparam("most"))
)
_SOME_REPORTS = select(reports.c.id).where(reports.c.incident_id == bindparam("incident")).limit(bindparam("most"))
_ERASE_CHECK_INS = delete(check_ins).where(tuple_(check_ins.c.incident_id, check_ins.c.person_id).in_(_SOME_CHECK_INS))
_SOME_VISITS = select(visits.c.id).where(visits.c.incident_id == bindparam("incident")).limit(bindparam("most"))
_ERASE_REPORTS = delete(reports).where(reports.c.id.in_(_SOME_REPORTS))
_ERASE_VISITS = delete(visits).where(visits.c.id.in_(_SOME_VISITS))
_SOME_TALKS = select(talks.c.id).where(talks.c.incident_id == bindparam("incident")).limit(bindparam("most"))
_ERASE_TALKS = delete(talks).where(talks.c.id.in_(_SOME_TALKS))
_SOME_TOLD = select(steps_told.c.id).where(steps_told.c.incident_id == bindparam("incident")).limit(bindparam("most"))
_ERASE_TOLD = delete(steps_told).where(steps_told.c.id.in_(_SOME_TOLD))
_SOME_HELPED = (
    select(helpers_told.c.incident_id, helpers_told.c.person_id)
    .where(helpers_told.c.incident_id == bindparam("incident"))
    .limit(bindparam("most"))
)
_ERASE_HELPED = delete(helpers_told).where(
    tuple_(helpers_told.c.incident_id, helpers_told.c.person_id).in_(_SOME_HELPED)
)
_ERASE = (_ERASE_CHECK_INS, _ERASE_REPORTS, _ERASE_VISITS, _ERASE_TALKS, _ERASE_TOLD, _ERASE_HELPED)


async def incidents_due(connection: AsyncConnection, cutoff: datetime) -> list[str]:
    """Closed before then, with people still in them."""
    return list(await connection.scalars(_DUE, {"cutoff": cutoff}))


async def erase_people(connection: AsyncConnection, incident: str, now: datetime, most: int) -> int:
    """At most `most` of each; the counts are written before the first of them goes, and never again."""
    if (await connection.execute(_COUNTED, {"incident": incident})).first() is None:
        counts = await _counts(connection, incident)
        rows = [
            {"incident_id": incident, "district_id": each, "counted_at": now, **asdict(of)}
            for each, of in counts.items()
        ]
        await add_new(connection, incident_counts, rows)
    asked = {"incident": incident, "most": most}
    erased = [(await connection.execute(each, asked)).rowcount for each in _ERASE]
    return sum(erased)


async def _counts(connection: AsyncConnection, incident: str) -> Mapping[str, AreaSummary]:
    asked = {"incidents": [incident]}
    groups: defaultdict[str, list[Group]] = defaultdict(list)
    for row in await connection.execute(GROUPS, asked):
        group = Group(row.progress, row.condition, row.whereabouts, row.people)
        groups[row.district_id or NOWHERE].append(group)
    senders = {row.district_id or NOWHERE: row.senders for row in await connection.execute(UNVERIFIED, asked)}
    where = {NOWHERE, *groups, *senders}
    return {each: summarised(groups.get(each, ()), senders.get(each, 0)) for each in sorted(where)}
