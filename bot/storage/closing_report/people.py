"""Everybody who was asked in an incident, some thousands at a time, so that nobody else waits for the whole of it."""

import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.closing_report import KnownBy
from bot.core.ids import IncidentId
from bot.core.reports import Casualty, Progress, Source
from bot.core.understanding import Condition
from bot.rules.closing_report import Asked, age_on, known_by
from bot.storage.database import Database
from bot.storage.rows import AnyRow
from bot.storage.rows.facts import casualty_of, seen_of
from bot.storage.tables import check_ins, districts, people, reports

CHUNK = 5_000

_HERE = check_ins.c.incident_id == bindparam("incident")
_PEOPLE = (
    select(
        check_ins.c.person_id,
        check_ins.c.district_id,
        check_ins.c.progress,
        check_ins.c.condition,
        check_ins.c.source,
        check_ins.c.sighting,
        check_ins.c.said_at,
        check_ins.c.contested,
        check_ins.c.casualty,
        check_ins.c.casualty_at,
        check_ins.c.listed_at,
        people.c.birthdate,
        people.c.address,
        districts.c.name.label("district"),
    )
    .join(people, people.c.id == check_ins.c.person_id)
    .outerjoin(districts, districts.c.id == check_ins.c.district_id)
    .where(_HERE, check_ins.c.person_id > bindparam("after"))
    .order_by(check_ins.c.person_id)
    .limit(CHUNK)
)
_KNOWN = tuple(each.value for each in (Condition.SAFE, Condition.INJURED, Condition.NEEDS_RESCUE))
_SAID = (
    select(reports.c.about, reports.c.source, reports.c.sighting, reports.c.recorded_at)
    .where(
        reports.c.incident_id == bindparam("incident"),
        reports.c.retracted_at.is_(None),
        reports.c.about.between(bindparam("first"), bindparam("last")),
        reports.c.condition.in_(_KNOWN),
        reports.c.source != Source.UNVERIFIED.value,
    )
    .order_by(reports.c.recorded_at.desc(), reports.c.id.desc())
)
_UNREACHED = frozenset({Progress.NOT_SENT, Progress.DELIVERY_UNKNOWN})

_condition, _source, _seen = cache(Condition), cache(Source), cache(seen_of)
"""Remembered: an enum looks a value up ten times slower than a cache does, and a town has 100,000 people."""

First = tuple[datetime, KnownBy | None]


@dataclass(slots=True)
class Households:
    """Numbers for addresses: the addresses themselves go no further."""

    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, person: str, district: str | None, address: str) -> int:
        written = "".join(unicodedata.normalize("NFKC", address).split())
        key = (district or "", written) if written else ("", f"\x1f{person}")
        return self._numbers.setdefault(key, len(self._numbers))


async def read_asked(database: Database, incident: IncidentId, opened_on: date) -> AsyncIterator[Sequence[Asked]]:
    """`opened_on`: the city's day, for ages. Raises `Unavailable` when the database is down."""
    households, after = Households(), ""
    while True:
        async with database.reading() as connection:
            rows = (await connection.execute(_PEOPLE, {"incident": incident, "after": after})).all()
            if not rows:
                return
            first = await _first_heard(connection, incident, rows[0].person_id, rows[-1].person_id)
        yield [_asked(row, first, households, opened_on) for row in rows]
        after = rows[-1].person_id


async def _first_heard(connection: AsyncConnection, incident: IncidentId, first: str, last: str) -> Mapping[str, First]:
    """Of each person the first statement: the latest come first and are overwritten."""
    asked = {"incident": incident, "first": first, "last": last}
    said = await connection.execute(_SAID, asked)
    return {row.about: (row.recorded_at, _road(row)) for row in said}


def _road(row: AnyRow) -> KnownBy | None:
    return known_by(_source(row.source), _seen(row.sighting))


def _asked(row: AnyRow, heard: Mapping[str, First], households: Households, opened_on: date) -> Asked:
    """A state that stands without a statement of its own is as old as it says itself."""
    at, by = heard.get(row.person_id) or (row.said_at, _road(row) if row.source else None)
    values: dict[str, Any] = {"known_at": at, "known_by": by} if row.condition in _KNOWN else {}
    if row.casualty == Casualty.DEAD.value and not values:
        values = {"known_at": row.casualty_at, "known_by": KnownBy.STAFF}
    return Asked(
        district=row.district or "",
        age=age_on(opened_on, row.birthdate),
        household=households.number(row.person_id, row.district_id, row.address),
        condition=_condition(row.condition) if row.condition else None,
        contested=row.contested,
        unreachable=row.progress in _UNREACHED,
        listed=row.listed_at is not None,
        casualty=casualty_of(row.casualty),
        **values,
    )
