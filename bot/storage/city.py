"""What the city's files say, written in one transaction: all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.city_load.accounts import AccountLine
from bot.storage.city_load.sheet import Sheet
from bot.storage.city_load.town import Known, Town
from bot.storage.consents import write_consents
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.city_lines import (
    row_of_account,
    row_of_district,
    row_of_home_hazard,
    row_of_person,
    row_of_relation,
    row_of_role,
    row_of_site,
)
from bot.storage.tables import accounts, districts, home_hazards, people, relations, roles, sites, untied_accounts
from bot.storage.upsert import put

CHUNK = 2_000
"""Rows in one call: enough to be fast, few enough that a progress bar moves."""

T = TypeVar("T")

_UNTIED = select(untied_accounts.c.channel, untied_accounts.c.address, untied_accounts.c.person_id)

Advance = Callable[[int], None]
"""Told how many more lines have been written."""


class CityStore:
    """Everything that the municipality hands over: districts, people, what belongs to them, sites."""

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
            return Known(
                districts=frozenset(of_districts),
                people=frozenset(row.id for row in of_people),
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
            await _add_accounts(connection, town.accounts, advance)
            await _write(connection, relations, town.relations, row_of_relation, advance)
            await _write(connection, roles, town.roles, row_of_role, advance)
            await write_consents(connection, [each.line for each in town.consents.lines], now)
            advance(len(town.consents.lines))
            await _write(connection, sites, town.sites, row_of_site, advance)
            await _write(connection, home_hazards, town.home_hazards, row_of_home_hazard, advance)


async def _write(
    connection: AsyncConnection, table: Table, sheet: Sheet[T], row_of: Callable[[T], dict[str, Any]], advance: Advance
) -> None:
    for chunk in _chunks(sheet.lines):
        await put(connection, table, [row_of(each.line) for each in chunk])
        advance(len(chunk))


async def _add_accounts(connection: AsyncConnection, sheet: Sheet[AccountLine], advance: Advance) -> None:
    """One that is there keeps how it was tied; one that its person untied in the chat stays so (line.md 5.1)."""
    untied = {tuple(row) for row in await connection.execute(_UNTIED)}
    for chunk in _chunks(sheet.lines):
        lines = (each.line for each in chunk)
        rows = [
            row_of_account(each) for each in lines if (each.channel.value, each.address, each.person_id) not in untied
        ]
        await add_new(connection, accounts, rows)
        advance(len(chunk))


def _chunks(lines: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
