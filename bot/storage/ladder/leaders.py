"""The districts of people who have just come onto their leader's list, how many are silent there, and who leads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Incident
from bot.core.people import District, Office, Person
from bot.core.reports import Progress
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.rows.people import DISTRICT_COLUMNS, PERSON_COLUMNS, district_of, person_of
from bot.storage.tables import check_ins, districts, people, roles

_DISTRICTS_OF = (
    select(
        check_ins.c.district_id,
        func.min(check_ins.c.asked_at, type_=Instant).label("asked_at"),
        func.count().label("newly"),
    )
    .where(check_ins.c.incident_id == bindparam("incident"), among(check_ins.c.person_id, "people"))
    .group_by(check_ins.c.district_id)
)
_SILENT = (
    select(check_ins.c.district_id, func.count().label("silent"))
    .where(
        check_ins.c.incident_id == bindparam("incident"),
        among(check_ins.c.district_id, "districts"),
        check_ins.c.progress != Progress.ANSWERED.value,
    )
    .group_by(check_ins.c.district_id)
)
_LEADERS = (
    select(roles.c.district_id.label("led"), *PERSON_COLUMNS)
    .join(people, people.c.id == roles.c.person_id)
    .where(roles.c.role == Office.LEADER.value, among(roles.c.district_id, "districts"))
    .order_by(people.c.id)
)
_DISTRICTS = select(*DISTRICT_COLUMNS).where(among(districts.c.id, "districts")).order_by(districts.c.id)


@dataclass(frozen=True, slots=True)
class Listed:
    """`silent`: everybody of the district. `newly`: so many have just come, the first of them asked at `asked_at`."""

    district: District
    silent: int
    leaders: tuple[Person, ...]
    asked_at: datetime
    newly: int


async def newly_listed(connection: AsyncConnection, incident: Incident, who: Collection[PersonId]) -> Sequence[Listed]:
    """People in no known district are on no leader's list."""
    asked = {"incident": incident.id, "people": list(who)}
    rows = await connection.execute(_DISTRICTS_OF, asked)
    touched = {DistrictId(row.district_id): row for row in rows if row.district_id is not None}
    here = {"districts": sorted(touched)}
    silent = {row.district_id: row.silent for row in await connection.execute(_SILENT, {**asked, **here})}
    leaders: dict[DistrictId, list[Person]] = {}
    for row in await connection.execute(_LEADERS, here):
        leaders.setdefault(row.led, []).append(person_of(row))
    found = [district_of(row) for row in await connection.execute(_DISTRICTS, here)]
    return [
        Listed(
            each,
            silent.get(each.id, 0),
            tuple(leaders.get(each.id, ())),
            touched[each.id].asked_at,
            touched[each.id].newly,
        )
        for each in found
    ]
