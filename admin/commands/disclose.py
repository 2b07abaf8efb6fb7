"""The ledger of what the board's cards show: written before it is shown (promise 2)."""

from collections.abc import Sequence
from datetime import datetime

from admin.sessions import Session
from admin.showing import Disclosed
from bot.core.consents import Item
from bot.core.ids import NoticeId, PersonId, derived_id
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.consents import body_of_disclosure


async def write_new(database: Database, session: Session, shown: Sequence[Disclosed], at: datetime) -> None:
    """What this session has not been shown before: a card that stays open goes on to tell more.

    Raises:
        Unavailable: the database is down; then nothing of it may be shown.
    """
    new = [each for each in shown if not each.disclosure.items <= _written(session, each)]
    if not new:
        return
    await write_down(database, new, at)
    for each in new:
        session.shown[_key(each)] = _written(session, each) | each.disclosure.items


async def write_down(database: Database, shown: Sequence[Disclosed], at: datetime) -> None:
    """One row for each person, session and notice, and one more for each new thing, however often it is called.

    Raises:
        Unavailable: the database is down; then nothing of it may be shown.
    """
    async with database.writing() as connection:
        await append(connection, [_entry(each, at) for each in shown])


def _written(session: Session, shown: Disclosed) -> frozenset[Item]:
    return session.shown.get(_key(shown), frozenset())


def _key(shown: Disclosed) -> tuple[NoticeId, PersonId, datetime | None]:
    return shown.notice, shown.disclosure.about, shown.newest


def _entry(shown: Disclosed, at: datetime) -> Entry:
    what, newest = shown.disclosure, shown.newest.isoformat() if shown.newest else ""
    id_ = derived_id("console", shown.session, what.recipient, shown.notice, what.about, newest, *sorted(what.items))
    body = body_of_disclosure(what)
    return Entry(id_, at, EntryKind.DISCLOSURE, what.about, what.recipient, body, drill=shown.drill)
