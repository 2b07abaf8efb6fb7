"""Consents from a city's files. A consent is never rewritten: the ledger names it. A new line withdraws the old one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.city_load.consents import ConsentLine
from bot.storage.insert import add_new
from bot.storage.rows.city_lines import row_of_consent
from bot.storage.tables import consents

CHUNK = 2_000

_standing = select(
    consents.c.id,
    consents.c.person_id,
    consents.c.purpose,
    consents.c.recipient_kind,
    consents.c.recipient_id,
    consents.c.phase,
    consents.c.withdrawn_at,
)

_withdraw = update(consents).where(consents.c.id == bindparam("old")).values(withdrawn_at=bindparam("at"))


async def write_consents(connection: AsyncConnection, lines: Sequence[ConsentLine], now: datetime) -> None:
    """A line that is here already stays as it is, withdrawn or not: only a newer word of the person opens it again."""
    if not lines:
        return
    stored = (await connection.execute(_standing)).all()
    there = {row.id for row in stored}
    new = [line for line in lines if line.id not in there]
    rows = [row_of_consent(line, now) for line in new]
    for start in range(0, len(rows), CHUNK):
        await add_new(connection, consents, rows[start : start + CHUNK])
    kept = {line.id for line in lines}
    replaced = _replaced(new, (row for row in stored if row.id not in kept))
    if replaced:
        await connection.execute(_withdraw, [{"old": id_, "at": now} for id_ in replaced])


def _replaced(new: Iterable[ConsentLine], stored: Iterable[Row[*tuple[Any, ...]]]) -> list[str]:
    """Stored consents about the same thing as a new line: narrower items, or an end, must not leave them in force.

    Whatever their times are: where file and storage differ, the file is the city's word, and nothing is widened.
    """
    keys = {line.key for line in new}
    return [
        row.id
        for row in stored
        if row.withdrawn_at is None
        and (row.person_id, row.purpose, row.recipient_kind, row.recipient_id or "", row.phase) in keys
    ]
