"""The ledger of the people whom a list shows: a whole page in one transaction, before it is shown (promise 2)."""

from collections.abc import Sequence
from datetime import datetime

from admin.sessions import Session
from bot.core.consents import Disclosure
from bot.core.ids import derived_id
from bot.core.incidents import Incident
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.consents import body_of_disclosure


async def write_looks(
    database: Database, session: Session, incident: Incident, looks: Sequence[Disclosure], at: datetime
) -> None:
    """One row for each person in a session, and one more where something more of them comes to be shown.

    Raises:
        Unavailable: the database is down; then nothing of it may be shown.
    """
    new = [each for each in looks if not each.items <= session.listed.get((incident.id, each.about), frozenset())]
    if not new:
        return
    async with database.writing() as connection:
        await append(connection, [_entry(session, incident, each, at) for each in new])
    for each in new:
        before = session.listed.get((incident.id, each.about), frozenset())
        session.listed[(incident.id, each.about)] = before | each.items


def _entry(session: Session, incident: Incident, what: Disclosure, at: datetime) -> Entry:
    id_ = derived_id("console look", session.id, incident.id, what.about, *sorted(what.items))
    return Entry(
        id_, at, EntryKind.DISCLOSURE, what.about, what.recipient, body_of_disclosure(what), drill=incident.drill
    )
