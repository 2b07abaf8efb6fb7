"""Everybody who was asked in an incident, with register and check-in, some thousands at a time."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from sqlalchemy import bindparam, func, select

from admin.exports.listed import Agreed, Listed
from bot.core.ids import IncidentId, PersonId
from bot.storage.agreed import CityOsRules, agreements_of, emergencies_declared
from bot.storage.database import Database
from bot.storage.rows import AnyRow
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of
from bot.storage.rows.people import PERSON_COLUMNS, person_from
from bot.storage.tables import check_ins, districts, people

CHUNK = 500
"""People in one go: their rows of the ledger are one transaction, and others wait for its commit; so do other pages."""

_HERE = check_ins.c.incident_id == bindparam("incident")
_PEOPLE = (
    select(
        *PERSON_COLUMNS,
        *CHECK_IN_COLUMNS,
        people.c.kana,
        people.c.address,
        people.c.phone,
        check_ins.c.asked_at,
        districts.c.name.label("district_name"),
    )
    .join(check_ins, check_ins.c.person_id == people.c.id)
    .outerjoin(districts, districts.c.id == people.c.district_id)
    .where(_HERE, people.c.id > bindparam("after"))
    .order_by(people.c.id)
    .limit(CHUNK)
)
_HOW_MANY = select(func.count()).select_from(check_ins).where(_HERE)


async def count_listed(database: Database, incident: IncidentId) -> int:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        return (await connection.execute(_HOW_MANY, {"incident": incident})).scalar_one()


async def read_listed(database: Database, incident: IncidentId) -> AsyncIterator[Sequence[Listed]]:
    """Raises `Unavailable` when the database is down."""
    after = ""
    while True:
        async with database.reading() as connection:
            rows = (await connection.execute(_PEOPLE, {"incident": incident, "after": after})).all()
        if not rows:
            return
        yield [_listed(row) for row in rows]
        after = rows[-1].id


async def read_agreed(
    database: Database, people: Iterable[Listed], city_os: CityOsRules | None
) -> Mapping[PersonId, Agreed]:
    """Of those who said anything at all. Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        said = (await agreements_of(connection, [each.person.id for each in people], city_os)).consents
        emergencies = await emergencies_declared(connection)
    return {person: Agreed(tuple(consents), emergencies) for person, consents in said.items()}


def _listed(row: AnyRow) -> Listed:
    return Listed(
        person=person_from(row[: len(PERSON_COLUMNS)]),
        kana=row.kana,
        birthdate=row.birthdate,
        district=row.district_name or "",
        address=row.address,
        phone=row.phone,
        standing=check_in_of(row).standing,
        asked_at=row.asked_at,
    )
