"""What an audience can be chosen from: districts, their blocks, the open incidents."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.core.audience import Block
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.storage.database import Database
from bot.storage.open_incidents import open_incidents
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import districts, people

_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)
_BLOCKS = (
    select(people.c.district_id, people.c.block)
    .where(people.c.district_id.is_not(None), people.c.block.is_not(None), people.c.block != "")
    .distinct()
    .order_by(people.c.district_id, people.c.block)
)


@dataclass(frozen=True, slots=True)
class Choices:
    """`incidents`: the real ones first, then the newest."""

    districts: tuple[District, ...]
    blocks: tuple[Block, ...]
    incidents: tuple[Incident, ...]

    def name_of(self, district: DistrictId) -> str:
        return next((each.name for each in self.districts if each.id == district), district)


async def read_choices(database: Database) -> Choices:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        known = tuple(district_of(row) for row in await connection.execute(_DISTRICTS))
        blocks = tuple(Block(DistrictId(row[0]), row[1]) for row in await connection.execute(_BLOCKS))
        incidents = await open_incidents(connection)
    foremost = sorted(incidents, key=lambda each: (each.drill, -each.opened_at.timestamp(), each.id))
    return Choices(known, blocks, tuple(foremost))
