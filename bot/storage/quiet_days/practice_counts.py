"""How many took part in the monthly drill: of the month that runs from the wishes themselves, of those over as kept."""

from collections.abc import Mapping

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.practices import Took
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import districts, people, practice_counts, practices

NOWHERE = ""
"""Stands for no known district."""

_DID = func.sum(case((practices.c.done_in == practices.c.asked_in, 1), else_=0))
_RUNNING = (
    select(practices.c.asked_in, people.c.district_id, func.count().label("asked"), _DID.label("done"))
    .select_from(practices.outerjoin(people, people.c.id == practices.c.person_id))
    .where(practices.c.asked_in.is_not(None))
    .group_by(practices.c.asked_in, people.c.district_id)
)
_OVER = _RUNNING.where(practices.c.asked_in < bindparam("month"))
_KEPT = select(practice_counts)
_NAMES = select(districts.c.id, districts.c.name)
_WISH = select(func.count()).select_from(practices)


async def keep_counts_before(connection: AsyncConnection, month: str) -> None:
    """Before the first of that month is sent: with it the wishes forget the month before. Kept once, as it stood."""
    rows = [
        {
            "month": row.asked_in,
            "district_id": row.district_id or NOWHERE,
            "asked": int(row.asked),
            "done": int(row.done),
        }
        for row in await connection.execute(_OVER, {"month": month})
    ]
    if rows:
        await add_new(connection, practice_counts, rows)


class PracticeCounts:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wishing(self) -> int:
        """How many take part at present."""
        async with self._database.reading() as connection:
            return (await connection.execute(_WISH)).scalar_one()

    async def by_month(self) -> Mapping[str, Mapping[str, Took]]:
        """Month → district's name (`NOWHERE` where it has none) → its count; as counted, nothing is withheld yet."""
        async with self._database.reading() as connection:
            names = {row.id: row.name for row in await connection.execute(_NAMES)}
            kept = (await connection.execute(_KEPT)).all()
            running = (await connection.execute(_RUNNING)).all()
        over = {row.month for row in kept}
        counted = [(row.month, row.district_id, row) for row in kept]
        counted += [(row.asked_in, row.district_id, row) for row in running if row.asked_in not in over]
        found: dict[str, dict[str, Took]] = {}
        for month, district, row in counted:
            of_month, name = found.setdefault(month, {}), names.get(district, NOWHERE)
            of_month[name] = of_month.get(name, Took()) + Took(int(row.asked), int(row.done))
        return found
