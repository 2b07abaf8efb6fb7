"""What the city's districts, blocks and sites are called, in one order whatever the store."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.gazetteer import Named
from bot.core.ids import DistrictId
from bot.core.people import District
from bot.rules.naming import named_block, named_district, named_site
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import districts, people, sites

_DISTRICTS = select(*DISTRICT_COLUMNS, districts.c.kana)
_BLOCKS = (
    select(people.c.district_id, people.c.block)
    .where(people.c.district_id.is_not(None), people.c.block != "")
    .distinct()
)
_SITES = select(sites.c.id, sites.c.name, sites.c.kana)


async def read_names(connection: AsyncConnection) -> tuple[Named, ...]:
    of_districts = await connection.execute(_DISTRICTS)
    of_blocks = await connection.execute(_BLOCKS)
    of_sites = await connection.execute(_SITES)
    return names_from(
        [(district_of(row), row.kana) for row in of_districts],
        [(DistrictId(row.district_id), row.block) for row in of_blocks],
        [(row.id, row.name, row.kana) for row in of_sites],
    )


def names_from(
    districts: Iterable[tuple[District, str]],
    blocks: Iterable[tuple[DistrictId, str]],
    sites: Iterable[tuple[str, str, str]],
) -> tuple[Named, ...]:
    """Districts with their kana, then each block once, then sites (id, name, kana); each kind by its value.

    Sorted here: two databases sort texts in two ways. Pure: the memory twin uses it as well.
    """
    kinds = (
        [named_district(district, kana) for district, kana in districts],
        [named_block(district, block) for district, block in set(blocks)],
        [named_site(*site) for site in sites],
    )
    return tuple(named for kind in kinds for named in sorted(kind, key=lambda each: each.value))
