"""What the city's files say, written in one transaction: all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.city_load.sheet import Sheet
from bot.storage.city_load.town import Known, Town
from bot.storage.consents import write_consents
from bot.storage.database import Database
from bot.storage.rows.city_lines import (
    row_of_account,
    row_of_district,
    row_of_person,
    row_of_relation,
    row_of_role,
)
from bot.storage.tables import accounts, districts, people, relations, roles
from bot.storage.upsert import put

CHUNK = 2_000
"""Rows in one call: enough to be fast, few enough that a progress bar moves."""

T = TypeVar("T")

Advance = Callable[[int], None]
"""Told how many more lines have been written."""


class CityStore:
    """Districts, people, accounts, relations, roles and consents, as the municipality hands them over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self) -> Known:
        """What new files may point at.

        Raises:
            Unavailable: the database is down.
        """
        async with self._database.reading() as connection:
            of_districts = await connection.scalars(select(districts.c.id))
            of_people = (await connection.execute(select(people.c.id, people.c.subject))).all()
            of_accounts = await connection.execute(select(accounts.c.channel, accounts.c.address, accounts.c.person_id))
            return Known(
                districts=frozenset(of_districts),
                people=frozenset(row.id for row in of_people),
                owners={(row.channel, row.address): row.person_id for row in of_accounts},
                subjects={row.subject: row.id for row in of_people if row.subject},
            )

    async def write(self, town: Town, now: datetime, advance: Advance) -> None:
        """Inserts and updates what the files name; what they do not name stays as it is.

        The town must be without problems. Raises:
            Unavailable: the database is down; nothing was written, or it is not known.
        """
        async with self._database.writing() as connection:
            await _write(connection, districts, town.districts, row_of_district, advance)
            await _write(connection, people, town.people, row_of_person, advance)
            await _write(connection, accounts, town.accounts, row_of_account, advance)
            await _write(connection, relations, town.relations, row_of_relation, advance)
            await _write(connection, roles, town.roles, row_of_role, advance)
            await write_consents(connection, [each.line for each in town.consents.lines], now)
            advance(len(town.consents.lines))


async def _write(
    connection: AsyncConnection, table: Table, sheet: Sheet[T], row_of: Callable[[T], dict[str, Any]], advance: Advance
) -> None:
    for chunk in _chunks(sheet.lines):
        await put(connection, table, [row_of(each.line) for each in chunk])
        advance(len(chunk))


def _chunks(lines: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
