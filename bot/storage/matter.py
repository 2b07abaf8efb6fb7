"""A matter as it is stored: its proposals, and the incident where staff opened it by hand. Alerts are left out."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.people import District
from bot.rules.triggers import Matter
from bot.storage.rows.incidents import incident_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.rows.proposals import proposal_of
from bot.storage.tables import districts, incident_districts, incidents, proposals

_CHAIN = (
    select(proposals).where(proposals.c.matter == bindparam("matter")).order_by(proposals.c.made_at, proposals.c.id)
)
_BY_HAND = (
    select(incidents, incident_districts.c.district_id)
    .outerjoin(incident_districts, incident_districts.c.incident_id == incidents.c.id)
    .where(incidents.c.id == bindparam("matter"))
)
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


async def read_matter(connection: AsyncConnection, id_: str) -> Matter:
    chain = tuple(proposal_of(row) for row in await connection.execute(_CHAIN, {"matter": id_}))
    rows = (await connection.execute(_BY_HAND, {"matter": id_})).all()
    areas = [row.district_id for row in rows if row.district_id is not None]
    return Matter(id_, chain, (), incident_of(rows[0], areas) if rows else None)


async def read_districts(connection: AsyncConnection) -> tuple[District, ...]:
    return tuple(district_of(row) for row in await connection.execute(_DISTRICTS))
