"""The ledger of the pins on the map: written before they are shown (promise 2)."""

from collections.abc import Sequence
from datetime import datetime

from admin.on_map import Seen
from bot.core.ids import derived_id
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.consents import body_of_disclosure


async def write_down_pins(database: Database, session: str, seen: Sequence[Seen], at: datetime, *, drill: bool) -> None:
    """One row for each person, place and session, however often it is called.

    Raises:
        Unavailable: the database is down; then none of them may be shown.
    """
    async with database.writing() as connection:
        await append(connection, [_entry(session, each, at, drill=drill) for each in seen])


def _entry(session: str, seen: Seen, at: datetime, *, drill: bool) -> Entry:
    what = seen.disclosure
    id_ = derived_id("console map", session, what.recipient, what.incident or "", what.about, seen.said_at.isoformat())
    return Entry(id_, at, EntryKind.DISCLOSURE, what.about, what.recipient, body_of_disclosure(what), drill=drill)
