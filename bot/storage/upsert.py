"""`INSERT ... ON CONFLICT DO UPDATE`, which both databases speak and SQLAlchemy spells twice."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert

from bot.storage.among import among
from bot.storage.sealing.columns import SEALED_TYPES


@cache
def upsert(table: Table, dialect: str, only: frozenset[str] | None = None) -> Insert:
    """A row whose key is there already takes the new values; one that says the same is not touched at all.

    `only`: the columns that are given; the others keep what stands in them. Of sealed columns the database cannot say
    whether they say the same: every row given is written.
    """
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    given = [column.name for column in table.c if not column.primary_key and (only is None or column.name in only)]
    new = {name: insert.excluded[name] for name in given}
    if not new:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key), set_=new, where=None if is_sealed(table) else _differs(table, new)
    )


def _differs(table: Table, new: Mapping[str, ColumnElement[Any]]) -> ColumnElement[bool]:
    return or_(*(table.c[name].is_distinct_from(value) for name, value in new.items()))


async def put(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Many rows in one call, alike in their columns; those that say the same are not touched, nor is another column."""
    if is_sealed(table):
        rows = await _changed(connection, table, rows)
    if rows:
        await connection.execute(upsert(table, connection.dialect.name, frozenset(rows[0])), rows)


def is_sealed(table: Table) -> bool:
    return any(isinstance(column.type, SEALED_TYPES) for column in table.c)


async def _changed(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Read and compared here: sealing one value twice gives two ciphertexts, and that is meant.

    A nonce that follows from the value would let the database compare, and would show anybody who reads it which
    people have the same reason for support, or the same address.
    """
    (key,) = table.primary_key
    there = await connection.execute(_named(table), {"keys": [row[key.name] for row in rows]})
    stored = {row[key.name]: dict(row) for row in there.mappings()}
    return [row for row in rows if not _says_the_same(stored.get(row[key.name]), row)]


def _says_the_same(stored: Mapping[str, Any] | None, row: Mapping[str, Any]) -> bool:
    return stored is not None and all(stored[name] == value for name, value in row.items())


@cache
def _named(table: Table) -> Select[*tuple[Any, ...]]:
    (key,) = table.primary_key
    return select(table).where(among(key, "keys"))
