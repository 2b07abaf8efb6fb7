"""The ledger of what the console shows: written before it is shown (promise 2)."""

from collections.abc import Sequence
from datetime import datetime

from admin.showing import Disclosed
from bot.core.ids import derived_id
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.consents import body_of_disclosure


async def write_down(database: Database, shown: Sequence[Disclosed], at: datetime) -> None:
    """One row for each person, session and notice, however often it is called.

    Raises:
        Unavailable: the database is down; then nothing of it may be shown.
    """
    async with database.writing() as connection:
        await append(connection, [_entry(each, at) for each in shown])


def _entry(shown: Disclosed, at: datetime) -> Entry:
    what = shown.disclosure
    id_ = derived_id("console", shown.session, what.recipient, shown.notice, what.about)
    body = body_of_disclosure(what)
    return Entry(id_, at, EntryKind.DISCLOSURE, what.about, what.recipient, body, drill=shown.drill)
