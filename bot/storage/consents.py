"""Consents from a city's files. A consent is never rewritten: the ledger names it. A new line withdraws the old one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.storage.city_load.consents import ConsentLine
from bot.storage.insert import add_new
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_consent
from bot.storage.ledger.entry import Entry, EntryKind
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
    """A line that is here already stays as it is, withdrawn or not: only a newer word of the person opens it again.

    It comes last in a transaction: what is new goes into the ledger.
    """
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
        await connection.execute(_withdraw, [{"old": each.id, "at": now} for each in replaced])
    entries = [*(_withdrawn(each, now) for each in replaced), *(_given(line, now) for line in new)]
    for start in range(0, len(entries), CHUNK):
        await append(connection, entries[start : start + CHUNK])


def _given(line: ConsentLine, now: datetime) -> Entry:
    consent = Consent(
        id=line.id,
        person=PersonId(line.person_id),
        purpose=line.purpose,
        items=line.items,
        recipient_kind=line.recipient_kind,
        recipient=line.recipient_id,
        phase=line.phase,
        cadence=line.cadence,
        given_at=line.given_at or now,
        expires_at=line.expires_at,
    )
    return entry_of_consent(consent, derived_id("ledger", "loaded", line.id))


def _withdrawn(row: Row[*tuple[Any, ...]], now: datetime) -> Entry:
    """By the city's file, and not by the person."""
    id_, person = derived_id("ledger", "replaced", row.id), PersonId(row.person_id)
    return Entry(id_, now, EntryKind.CONSENT_WITHDRAWN, person, None, {"consent": row.id})


def _replaced(new: Iterable[ConsentLine], stored: Iterable[Row[*tuple[Any, ...]]]) -> list[Row[*tuple[Any, ...]]]:
    """Stored consents about the same thing as a new line: narrower items, or an end, must not leave them in force.

    Whatever their times are: where file and storage differ, the file is the city's word, and nothing is widened.
    """
    keys = {line.key for line in new}
    return [
        row
        for row in stored
        if row.withdrawn_at is None
        and (row.person_id, row.purpose, row.recipient_kind, row.recipient_id or "", row.phase) in keys
    ]
