"""Thousands of new rows at once: PostgreSQL takes them by COPY in a third of the time of as many inserts."""

from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy import Dialect, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import Unavailable
from bot.storage.border import DATABASE, Rejected, is_about_server

_FEW = 50
"""Below it the way to COPY is the longer one."""

Row = dict[str, Any]


async def add_many(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """All of one shape, and none of them there before: one that is there fails the transaction.

    It is never the first statement of one: the driver begins it with the first that SQLAlchemy sends.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _FEW:
        await _copy(connection, table, rows)
    else:
        await connection.execute(insert(table), list(rows))


async def _copy(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    names = tuple(rows[0])
    records = list(zip(*(_column(table, name, rows, connection.dialect) for name in names), strict=True))
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, asyncpg.Connection)
    assert driver.is_in_transaction()
    try:
        await driver.copy_records_to_table(table.name, records=records, columns=names)
    except asyncpg.PostgresError as error:
        if is_about_server(error.sqlstate or ""):
            raise Unavailable(DATABASE) from error
        # Without the driver's own words: they quote whole rows, and rows are personal.
        raise Rejected(type(error).__name__, error.sqlstate or "", str(error.constraint_name or "")) from None
    except asyncpg.InterfaceError as error:
        raise Unavailable(DATABASE) from error


def _column(table: Table, name: str, rows: Sequence[Row], dialect: Dialect) -> list[Any]:
    """As SQLAlchemy would bind it: sealed, as JSON, as a moment."""
    bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    values = [row[name] for row in rows]
    return [bind(each) for each in values] if bind else values
