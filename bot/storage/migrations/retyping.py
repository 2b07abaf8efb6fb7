"""Columns that change their type and keep what stands in them, on both databases."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy import Connection
from sqlalchemy.types import TypeEngine

_TEXTS = (
    *(("people", name) for name in ("address", "phone", "support_reason")),
    ("reports", "note"),
    ("notices", "words"),
    ("outbox", "speech"),
    ("outbox", "body"),
    ("web_chat_log", "body"),
)
"""Columns of text that are sealed from now on. No JSON and no number begins like a sealed value."""


_SEALED_RAW = sa.text("SELECT 1 FROM inbox WHERE substr(raw, 1, 7) = :mark LIMIT 1").bindparams(
    sa.bindparam("mark", type_=sa.LargeBinary())
)


class StillSealed(Exception):  # noqa: N818 - a state of the data
    """Going back would leave values that the older version cannot read."""

    def __init__(self) -> None:
        super().__init__("some values are sealed; the version before cannot read them, so the schema stays")


def with_marks(connection: Connection) -> None:
    """What somebody wrote may begin like a sealed value; it is marked as plain, so that nobody tries to open it."""
    for table, column in _TEXTS:
        connection.execute(sa.text(f"UPDATE {table} SET {column} = 'anpi:0:' || {column} WHERE {column} LIKE 'anpi:%'"))  # noqa: S608


def unmarked(connection: Connection) -> None:
    """Raises `StillSealed` before anything is changed."""
    sealed = (*_TEXTS, ("people", "lat"), ("people", "lon"), ("check_ins", "spot"), ("reports", "spot"))
    for table, column in sealed:
        if connection.execute(sa.text(f"SELECT 1 FROM {table} WHERE {column} LIKE 'anpi:1:%' LIMIT 1")).first():  # noqa: S608
            raise StillSealed
    if connection.execute(_SEALED_RAW, {"mark": b"anpi:1:"}).first():
        raise StillSealed
    for table, column in _TEXTS:
        plain = f"UPDATE {table} SET {column} = substr({column}, 8) WHERE {column} LIKE 'anpi:0:%'"  # noqa: S608
        connection.execute(sa.text(plain))


def retyped(op: Operations, table: str, column: str, old: TypeEngine[Any], new: TypeEngine[Any]) -> None:
    using = f"{column}::{new.compile(dialect=op.get_bind().dialect)}"
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column, existing_type=old, type_=new, existing_nullable=True, postgresql_using=using)


def numbers_as_text(op: Operations, table: str, columns: Sequence[str]) -> None:
    """Each number as Python writes it: SQLite's own way to text drops digits."""
    _exchanged(op, table, columns, (sa.Double(), sa.Text()), repr)


def text_as_numbers(op: Operations, table: str, columns: Sequence[str]) -> None:
    _exchanged(op, table, columns, (sa.Text(), sa.Double()), float)


def _exchanged(
    op: Operations,
    table: str,
    columns: Sequence[str],
    types: tuple[TypeEngine[Any], TypeEngine[Any]],
    written: Callable[[Any], Any],
) -> None:
    """By a new column beside the old one, which then takes its name."""
    old, new = types
    read = sa.table(table, sa.column("id"), *(sa.column(name, old) for name in columns))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(read)).mappings()]
    with op.batch_alter_table(table) as batch:
        for name in columns:
            batch.drop_column(name)
    with op.batch_alter_table(table) as batch:
        for name in columns:
            batch.add_column(sa.Column(name, new, nullable=True))
    filled = [row for row in rows if any(row[name] is not None for name in columns)]
    if filled:
        write = sa.table(table, sa.column("id"), *(sa.column(name, new) for name in columns))
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}", type_=new) for name in columns}
        statement = sa.update(write).where(write.c.id == sa.bindparam("of_id")).values(values)
        op.get_bind().execute(statement, [_row(row, columns, written) for row in filled])


def _row(row: dict[str, Any], columns: Sequence[str], written: Callable[[Any], Any]) -> dict[str, Any]:
    texts = {f"new_{name}": None if row[name] is None else written(row[name]) for name in columns}
    return {"of_id": row["id"], **texts}
