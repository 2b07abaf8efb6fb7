"""Seals everything under the newest key that is not: under an older key, or not sealed at all.

In small transactions, and only where a value is still what was read: workers go on beside it, and it may be stopped at
any time and started again.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.sealing.columns import SEALED_TYPES, SealedBytes, keys_of
from bot.storage.sealing.keys import FieldKey
from bot.storage.sealing.seal import SEALED
from bot.storage.tables import metadata

BATCH = 200
"""Rows in one transaction: a writer who waits for it waits some hundredths of a second."""

Advance = Callable[[int, int], None]
"""Told how many rows are done, and how many there are."""


class NoKeys(Exception):  # noqa: N818 - a state of the settings
    """There is nothing to seal with."""


async def stale_rows(database: Database) -> int:
    """Rows with a value that is not under the newest key. Raises `NoKeys`, and `Unavailable` when it is down."""
    async with database.reading() as connection:
        return sum([(await connection.execute(each.counted)).scalar_one() for each in _sheets(connection)])


async def rotate(database: Database, advance: Advance) -> int:
    """How many rows were sealed anew.

    Raises:
        NoKeys: no key is configured.
        FieldKeyMissing: a value is under a key that is not among the configured ones; what came before it is done.
        Unavailable: the database is down; what was done stays done.
    """
    total, done = await stale_rows(database), 0
    async with database.reading() as connection:
        sheets = _sheets(connection)
    for sheet in sheets:
        async for rows in _batches(database, sheet):
            async with database.writing() as connection:
                await _seal(connection, sheet, rows)
            done += len(rows)
            advance(done, max(total, done))
    return done


@dataclass(frozen=True)
class _Sheet:
    """One table's sealed columns, as they stand in the database."""

    table: Table
    newest: FieldKey

    @cached_property
    def sealed(self) -> tuple[Column[Any], ...]:
        return tuple(column for column in self.table.c if isinstance(column.type, SEALED_TYPES))

    @property
    def counted(self) -> Select[int]:
        return select(func.count()).select_from(self.table).where(self.stale)

    @property
    def stale(self) -> ColumnElement[bool]:
        return or_(*(self._is_stale(column) for column in self.sealed))

    def is_stale(self, stored: str | bytes | None) -> bool:
        mark = self._mark
        return bool(stored) and not (stored.startswith(mark) if isinstance(stored, str) else _starts(stored, mark))

    def page(self, *, first: bool) -> Select[*tuple[Any, ...]]:
        """The next rows by their key; parameters `after_0` … but for the first page."""
        keys = list(self.table.primary_key)
        page = select(*keys, *(_raw(column) for column in self.sealed)).where(self.stale).order_by(*keys).limit(BATCH)
        if first:
            return page
        after = [bindparam(f"after_{number}", type_=key.type) for number, key in enumerate(keys)]
        return page.where(tuple_(*keys) > tuple_(*after))

    def change(self, column: Column[Any]) -> Update:
        """Parameters `key_0` …, `old` and `new`."""
        is_row = (key == bindparam(f"key_{number}") for number, key in enumerate(self.table.primary_key))
        as_read = type_coerce(column, _kind(column)) == bindparam("old", type_=_kind(column))
        return update(self.table).where(*is_row, as_read).values({column: bindparam("new", type_=_kind(column))})

    @property
    def _mark(self) -> str:
        return f"{SEALED}{self.newest.id}:"

    def _is_stale(self, column: Column[Any]) -> ColumnElement[bool]:
        raw, mark = type_coerce(column, _kind(column)), self._mark
        begins = func.substr(raw, 1, len(mark))
        if isinstance(column.type, SealedBytes):
            return begins != bindparam(None, mark.encode(), type_=LargeBinary)
        return (raw != "") & (begins != mark)


def _starts(stored: bytes | None, mark: str) -> bool:
    return stored is not None and stored.startswith(mark.encode())


def _kind(column: Column[Any]) -> Any:
    return LargeBinary() if isinstance(column.type, SealedBytes) else Text()


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    return type_coerce(column, _kind(column)).label(column.name)


def _sheets(connection: AsyncConnection) -> tuple[_Sheet, ...]:
    newest = keys_of(connection.dialect).newest
    if newest is None:
        raise NoKeys
    sheets = (_Sheet(table, newest) for table in metadata.sorted_tables)
    return tuple(sheet for sheet in sheets if sheet.sealed)


async def _batches(database: Database, sheet: _Sheet) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    after: dict[str, Any] = {}
    while True:
        async with database.reading() as connection:
            page = await connection.execute(sheet.page(first=not after), after)
            rows = [dict(row) for row in page.mappings()]
        if not rows:
            return
        yield rows
        keys = sheet.table.primary_key
        after = {f"after_{number}": rows[-1][key.name] for number, key in enumerate(keys)}


async def _seal(connection: AsyncConnection, sheet: _Sheet, rows: Sequence[Mapping[str, Any]]) -> None:
    for column in sheet.sealed:
        changes = [_change(connection, column, sheet, row) for row in rows if sheet.is_stale(row[column.name])]
        if changes:
            await connection.execute(sheet.change(column), changes)


def _change(connection: AsyncConnection, column: Column[Any], sheet: _Sheet, row: Mapping[str, Any]) -> dict[str, Any]:
    """Opened with whatever key it names, sealed with the newest."""
    kind: Any = column.type
    old = row[column.name]
    plain = kind.process_result_value(old, connection.dialect)
    keys = {f"key_{number}": row[key.name] for number, key in enumerate(sheet.table.primary_key)}
    return {**keys, "old": old, "new": kind.process_bind_param(plain, connection.dialect)}
