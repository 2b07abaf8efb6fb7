"""Reads the ledger through and says which rows were changed, removed or moved since they were written.

Whoever can write the database can compute the whole chain anew; a head that was written down elsewhere finds that too.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.ledger.chain import Head
from bot.storage.ledger.faults import Fault
from bot.storage.ledger.stored import StoredRow
from bot.storage.ledger.walk import Walk
from bot.storage.tables import ledger, ledger_head

CHUNK = 2_000

Advance = Callable[[int, int], None]
"""Told how many rows were read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head` is worth writing down where there are no faults; None: the ledger has lost its head."""

    rows: int
    head: Head | None
    faults: tuple[Fault, ...]


async def verify(database: Database, known: Head | None, advance: Advance) -> Verdict:
    """Raises `Unavailable` when the database is down. Rows that are added meanwhile are left for the next time."""
    async with database.reading() as connection:
        extent = (await connection.execute(_EXTENT)).one()
        head = None if extent.head is None else Head(extent.head, extent.hash)
        walk, read = Walk(head, known), 0
        async for rows in _chunks(connection, extent.last or 0):
            for row in rows:
                walk.step(row)
            read += len(rows)
            advance(read, extent.rows)
        return Verdict(read, head, walk.faults(await _places(connection, walk.wanted)))


async def _chunks(connection: AsyncConnection, last: int) -> AsyncIterator[list[StoredRow]]:
    after = _BEFORE_ALL
    while True:
        rows = (await connection.execute(_ROWS, {"after": after, "last": last})).mappings().all()
        if not rows:
            return
        yield [StoredRow(dict(row)) for row in rows]
        after = rows[-1]["seq"]


async def _places(connection: AsyncConnection, hashes: frozenset[str]) -> Mapping[str, int]:
    wanted, found = sorted(hashes), {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(_BY_HASH, {"hashes": wanted[start : start + CHUNK]})
        found.update({row.hash: row.seq for row in rows})
    return found


_BEFORE_ALL = -(2**62)
_AS_STORED = ("at", "drill")
"""Read past SQLAlchemy's types: a hand may have put into SQLite what no time and no truth value is."""

# One statement, so that head and end are of the same moment: rows are added together with the head.
_EXTENT = select(
    select(ledger_head.c.seq).where(ledger_head.c.id == 1).scalar_subquery().label("head"),
    select(ledger_head.c.hash).where(ledger_head.c.id == 1).scalar_subquery().label("hash"),
    select(func.max(ledger.c.seq)).scalar_subquery().label("last"),
    select(func.count()).select_from(ledger).scalar_subquery().label("rows"),
)
_ROWS = (
    select(
        *(column for column in ledger.c if column.name not in _AS_STORED),
        *(literal_column(f"ledger.{name}").label(name) for name in _AS_STORED),
    )
    .where(ledger.c.seq > bindparam("after"), ledger.c.seq <= bindparam("last"))
    .order_by(ledger.c.seq)
    .limit(CHUNK)
)
_BY_HASH = select(ledger.c.hash, ledger.c.seq).where(among(ledger.c.hash, "hashes"))
