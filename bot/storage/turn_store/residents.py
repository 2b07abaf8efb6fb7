"""Answers `ResidentsOf`: the people of a district in one of a leader's lists, before any decision about showing."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.reports import Listing
from bot.core.requests import AreaList, Resident, ResidentsOf
from bot.core.understanding import Condition
from bot.storage.agreed import Agreements, CityOsRules, agreements_of, emergencies_declared
from bot.storage.among import among
from bot.storage.rows import AnyRow
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of
from bot.storage.rows.people import PERSON_COLUMNS, person_from
from bot.storage.tables import check_ins, people
from bot.storage.turn_store.counting import IN_NEED, SILENT

_ASKED_IN = check_ins.c.district_id.label("asked_in")
# Those who need support first, then those who need rescue, then house by house.
_ORDER = (
    people.c.support_needed.desc(),
    case((check_ins.c.condition == Condition.NEEDS_RESCUE.value, 0), else_=1),
    func.coalesce(people.c.block, ""),
    people.c.id,
)


def _listing(belongs: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    area = (check_ins.c.incident_id, check_ins.c.district_id)
    place = func.row_number().over(partition_by=area, order_by=_ORDER).label("place")
    total = func.count().over(partition_by=area).label("total")
    ranked = (
        select(*PERSON_COLUMNS, *CHECK_IN_COLUMNS, _ASKED_IN, place, total)
        .join(people, people.c.id == check_ins.c.person_id)
        .where(among(check_ins.c.incident_id, "incidents"), among(check_ins.c.district_id, "districts"), belongs)
        .subquery()
    )
    return select(ranked).where(ranked.c.place <= bindparam("most", type_=Integer)).order_by(ranked.c.place)


_LISTINGS = {
    Listing.SILENT: _listing(check_ins.c.progress.in_(sorted(SILENT))),
    Listing.NEEDS_HELP: _listing(check_ins.c.condition.in_(sorted(IN_NEED))),
    Listing.EVERYBODY: _listing(true()),
}


async def read_residents(
    connection: AsyncConnection, requests: Collection[ResidentsOf], city_os: CityOsRules | None = None
) -> Mapping[ResidentsOf, AreaList]:
    listed = {
        listing: await _rows(connection, listing, [each for each in requests if each.listing is listing])
        for listing in sorted({each.listing for each in requests})
    }
    ids = {PersonId(row.id) for rows in listed.values() for row in rows}
    agreed = await agreements_of(connection, ids, city_os) if ids else Agreements({})
    emergencies = await emergencies_declared(connection)

    def area_list(request: ResidentsOf) -> AreaList:
        here = (request.incident, request.district)
        rows = [row for row in listed[request.listing] if (row.incident_id, row.asked_in) == here]
        residents = tuple(_resident(row, agreed) for row in rows[: request.limit])
        return AreaList(residents, rows[0].total if rows else 0, emergencies)

    return {each: area_list(each) for each in requests}


def _resident(row: AnyRow, agreed: Agreements) -> Resident:
    person = person_from(row[: len(PERSON_COLUMNS)])
    return Resident(person, check_in_of(row), agreed.of(person.id), consent_unasked=person.id in agreed.unasked)


async def _rows(connection: AsyncConnection, listing: Listing, requests: Sequence[ResidentsOf]) -> Sequence[AnyRow]:
    asked = {
        "incidents": sorted({each.incident for each in requests}),
        "districts": sorted({each.district for each in requests}),
        "most": max(each.limit for each in requests),
    }
    return (await connection.execute(_LISTINGS[listing], asked)).all()
