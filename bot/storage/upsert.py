"""`INSERT ... ON CONFLICT DO UPDATE`, which both databases speak and SQLAlchemy spells twice."""

from functools import cache
from typing import Any

from sqlalchemy import Table, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert


@cache
def upsert(table: Table, dialect: str) -> Insert:
    """A row whose key is there already takes the new values; one that says the same is not touched at all."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    new = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    if not new:
        return insert.on_conflict_do_nothing()
    differs = or_(*(table.c[name].is_distinct_from(value) for name, value in new.items()))
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new, where=differs)


async def put(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Many rows in one call, each with all columns of the table."""
    if rows:
        await connection.execute(upsert(table, connection.dialect.name), rows)
