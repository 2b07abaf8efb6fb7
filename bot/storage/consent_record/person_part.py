"""Reads one person's consents and their rows of the ledger."""

import json
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.core.ids import PersonId
from bot.core.people import City
from bot.storage.agreed import consents_of
from bot.storage.consent_record.part import LedgerRow, PersonPart
from bot.storage.database import Database
from bot.storage.ledger.entry import EntryKind
from bot.storage.rows import AnyRow
from bot.storage.tables import ledger, people

_KNOWN = select(people.c.id).where(people.c.id == bindparam("person"))
_ROWS = select(ledger).where(ledger.c.person_id == bindparam("person")).order_by(ledger.c.seq)


async def read_part(database: Database, person: PersonId, city: City, at: datetime) -> PersonPart | None:
    """None where nobody has that id. Raises `Unavailable`."""
    async with database.reading() as connection:
        if (await connection.execute(_KNOWN, {"person": person})).first() is None:
            return None
        given = await consents_of(connection, [person])
        rows = await connection.execute(_ROWS, {"person": person})
        return PersonPart(person, city, at, tuple(given.get(person, ())), tuple(_row(each) for each in rows))


def _row(row: AnyRow) -> LedgerRow:
    return LedgerRow(
        seq=row.seq,
        id=row.id,
        at=row.at,
        kind=EntryKind(row.kind),
        person=PersonId(row.person_id),
        other=PersonId(row.other_id) if row.other_id else None,
        message=row.message_id,
        drill=row.drill,
        body=None if row.body is None else json.loads(row.body),
        body_digest=row.body_digest,
        previous=row.previous,
        hash=row.hash,
    )
