"""What the map shows of one incident: counts by district, sites, where people are; and how the answers came in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.on_map import Area, CityMap, Site, Spotted
from bot.core.closing_report import KnownBy
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Incident
from bot.core.reports import Source
from bot.core.requests import SummaryOf
from bot.core.understanding import Condition
from bot.rules.closing_report import known_by
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.rows import AnyRow
from bot.storage.rows.facts import condition_of, seen_of, spot_of
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import check_ins, conversations, districts, people, reports, sites
from bot.storage.turn_store.area import read_summaries

MOST_SPOTS = 300
"""Pins on one map; those who need rescue come first, then the newest."""
_LATE = timedelta(seconds=60)
"""A transaction may commit so long after the time that its rows carry."""

_DISTRICTS = select(districts.c.id, districts.c.name, districts.c.lat, districts.c.lon).order_by(districts.c.id)
_SITES = select(sites.c.name, sites.c.lat, sites.c.lon).where(sites.c.lat.is_not(None), sites.c.lon.is_not(None))
_WORST_FIRST = case({Condition.NEEDS_RESCUE.value: 0, Condition.INJURED.value: 1}, value=check_ins.c.condition, else_=2)
_THERE = (check_ins.c.incident_id == bindparam("incident"), check_ins.c.spot.is_not(None))
_SPOTS = (
    select(*PERSON_COLUMNS, check_ins.c.spot, check_ins.c.condition, check_ins.c.said_at, check_ins.c.asked_at)
    .join(people, people.c.id == check_ins.c.person_id)
    .where(*_THERE)
    .order_by(_WORST_FIRST, check_ins.c.said_at.desc(), check_ins.c.person_id)
    .limit(MOST_SPOTS)
)
_HOW_MANY = select(func.count()).select_from(check_ins).where(*_THERE)
# Whoever has linked their conversation since is nobody unknown: what they said before passed no decision.
_STRANGERS = (
    select(reports.c.spot, reports.c.condition, reports.c.said_at)
    .outerjoin(conversations, conversations.c.id == reports.c.conversation)
    .where(
        conversations.c.person_id.is_(None),
        reports.c.incident_id == bindparam("incident"),
        reports.c.retracted_at.is_(None),
        reports.c.about.is_(None),
        reports.c.source == Source.UNVERIFIED.value,
        reports.c.spot.is_not(None),
    )
    .order_by(reports.c.said_at.desc())
    .limit(MOST_SPOTS)
)
_KNOWN = tuple(each.value for each in (Condition.SAFE, Condition.INJURED, Condition.NEEDS_RESCUE))
_source = cache(Source)
_HEARD = (
    select(reports.c.about, reports.c.source, reports.c.sighting, reports.c.recorded_at)
    .where(
        reports.c.incident_id == bindparam("incident"),
        reports.c.retracted_at.is_(None),
        reports.c.about.is_not(None),
        reports.c.condition.in_(_KNOWN),
        reports.c.recorded_at > bindparam("since", type_=Instant),
    )
    .order_by(reports.c.recorded_at, reports.c.id)
)
_RETRACTED = (
    select(func.count())
    .select_from(reports)
    .where(reports.c.incident_id == bindparam("incident"), reports.c.retracted_at.is_not(None))
)


async def read_map(database: Database, incident: Incident) -> CityMap:
    """Raises `Unavailable` when the database is down."""
    asked = {"incident": incident.id}
    async with database.reading() as connection:
        areas = await _areas(connection, incident)
        there = tuple(Site(row.name, row.lat, row.lon) for row in await connection.execute(_SITES))
        known = [_spotted(row) for row in await connection.execute(_SPOTS, asked)]
        strangers = [_stranger(row) for row in await connection.execute(_STRANGERS, asked)]
        spots = (await connection.execute(_HOW_MANY, asked)).scalar_one()
    return CityMap(areas, there, tuple(known + strangers), spots + len(strangers))


async def _areas(connection: AsyncConnection, incident: Incident) -> tuple[Area, ...]:
    """Those whom the incident concerns."""
    rows = [row for row in await connection.execute(_DISTRICTS) if incident.concerns(DistrictId(row.id))]
    counts = await read_summaries(connection, [SummaryOf(DistrictId(row.id), incident.id) for row in rows])
    return tuple(
        Area(DistrictId(row.id), row.name, row.lat, row.lon, counts[SummaryOf(DistrictId(row.id), incident.id)])
        for row in rows
    )


def _spotted(row: AnyRow) -> Spotted:
    spot = spot_of(row.spot)
    assert spot is not None
    return Spotted(person_of(row), spot, condition_of(row.condition), row.said_at or row.asked_at)


def _stranger(row: AnyRow) -> Spotted:
    spot = spot_of(row.spot)
    assert spot is not None
    return Spotted(None, spot, condition_of(row.condition), row.said_at)


class Heard:
    """Of each person when and from whom the city first heard how they are; reads only what has come in since.

    Once a report is taken back, all is read anew: what was heard first may have been that one.
    """

    def __init__(self, incident: Incident) -> None:
        self._incident: IncidentId = incident.id
        self._begin = self._since = incident.opened_at - timedelta(days=1)
        self._retracted = 0
        self.first: dict[str, tuple[datetime, KnownBy]] = {}

    async def read(self, database: Database) -> Mapping[str, tuple[datetime, KnownBy]]:
        """Raises `Unavailable` when the database is down; the next read then has it all."""
        async with database.reading() as connection:
            retracted = (await connection.execute(_RETRACTED, {"incident": self._incident})).scalar_one()
            if retracted != self._retracted:
                self._retracted, self._since, self.first = retracted, self._begin, {}
            asked = {"incident": self._incident, "since": self._since - _LATE}
            rows = (await connection.execute(_HEARD, asked)).all()
        for row in rows:
            by = known_by(_source(row.source), seen_of(row.sighting))
            if by is not None and row.about not in self.first:
                self.first[row.about] = (row.recorded_at, by)
            self._since = max(self._since, row.recorded_at)
        return self.first
