"""`INSERT ... ON CONFLICT DO NOTHING`, which both databases speak and SQLAlchemy spells twice."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert


@cache
def insert_new(table: Table, dialect: str) -> Insert:
    """A row whose key is there already is left as it is."""
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


async def add_new(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Many rows in one call; those whose key is there already are left as they are."""
    if rows:
        await connection.execute(insert_new(table, connection.dialect.name), rows)
