"""Which emergencies hold, and which ended last."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.emergencies import Declared, Emergencies
from bot.core.ids import DistrictId
from bot.rules.declaring import ended_at
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.rows import AnyRow
from bot.storage.rows.consents import emergency_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import districts, emergencies, people

MOST_OVER = 5

_ALL = (
    select(emergencies, people.c.name.label("name"), people.c.disclosure_block.label("hidden"))
    .outerjoin(people, people.c.id == emergencies.c.declared_by)
    .order_by(emergencies.c.declared_at.desc(), emergencies.c.id)
)
_STANDING = _ALL.where(emergencies.c.until > bindparam("now", type_=Instant), emergencies.c.ended_at.is_(None))
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


async def read_emergencies(database: Database, now: datetime) -> Emergencies:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        known = tuple(district_of(row) for row in await connection.execute(_DISTRICTS))
        rows = (await connection.execute(_ALL)).all()
    declared = [_declared(row, {each.id: each.name for each in known}) for row in rows]
    over = [each for each in declared if ended_at(each.emergency, now)]
    return Emergencies(tuple(each for each in declared if each not in over), tuple(over[:MOST_OVER]), known)


async def read_standing(connection: AsyncConnection, now: datetime) -> tuple[Declared, ...]:
    """Those that hold now."""
    rows = (await connection.execute(_STANDING, {"now": now})).all()
    if not rows:
        return ()
    names = {row.id: row.name for row in await connection.execute(_DISTRICTS)}
    return tuple(_declared(row, names) for row in rows)


def _declared(row: AnyRow, names: Mapping[DistrictId, str]) -> Declared:
    emergency = emergency_of(row)
    where = tuple(names.get(each, each) for each in emergency.districts)
    return Declared(emergency, where, "" if row.hidden else row.name or "")
