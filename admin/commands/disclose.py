"""The ledger of what the console shows: written before it is shown (promise 2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from admin.showing import Disclosed
from bot.core.ids import derived_id
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.consents import row_of_disclosure
from bot.storage.tables import disclosures


async def write_down(database: Database, shown: Sequence[Disclosed], at: datetime) -> None:
    """One row for each person, session and notice, however often it is called.

    Raises:
        Unavailable: the database is down; then nothing of it may be shown.
    """
    async with database.writing() as connection:
        await add_new(connection, disclosures, [_row(each, at) for each in shown])


def _row(shown: Disclosed, at: datetime) -> dict[str, Any]:
    what = shown.disclosure
    return {
        **row_of_disclosure(what),
        "id": derived_id("console", what.recipient, shown.notice, what.about),
        "at": at,
        "message_id": None,
        "drill": shown.drill,
    }
