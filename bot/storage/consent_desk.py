"""Consents that staff take down: each word with its rows, letters and entries of the ledger in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.core.people import Person
from bot.core.records import Message, NoticeRaised
from bot.core.requests import Circle, CircleOf
from bot.storage.agreed import consents_of
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entries_of_replaced, entry_of_consent
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.posting import post
from bot.storage.register import people_of
from bot.storage.rows.notices import row_of_notice
from bot.storage.stating import state, withdraw
from bot.storage.tables import notices
from bot.storage.turn_store.circle import read_circles

SOMEBODY = PersonId("desk")
"""Stands as `withdrawn_by` where somebody whom the register does not know ended a consent at the desk."""


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What goes with a word that staff take down.

    `seen`: the person's consents as they stood when it was decided. `how`: for the ledger, who took it down and how.
    """

    person: PersonId
    seen: tuple[Consent, ...]
    at: datetime
    how: dict[str, Any]
    messages: tuple[Message, ...]
    notices: tuple[NoticeRaised, ...] = ()


class ConsentDesk:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person(self, id_: str) -> Person | None:
        async with self._database.reading() as connection:
            return (await people_of(connection, [PersonId(id_)])).get(PersonId(id_))

    async def circle(self, person: PersonId) -> Circle | None:
        """Who is around the person, and what they said here; None where nobody has that id."""
        async with self._database.reading() as connection:
            asked = CircleOf(person)
            return (await read_circles(connection, [asked]))[asked]

    async def give(self, taken: TakenDown, consents: Sequence[Consent]) -> int | None:
        """How many accounts of the person are told. None: what stood has changed meanwhile, and nothing was done."""
        async with self._database.writing() as connection:
            if not await _still(connection, taken):
                return None
            entries: list[Entry] = []
            for each in consents:
                entries += entries_of_replaced(each, await state(connection, each))
                entries.append(_given(each, taken))
            return await _finish(connection, taken, "given", entries)

    async def withdraw(self, taken: TakenDown, ended: Sequence[Consent], by: PersonId | None) -> int | None:
        """The same. `by` None: somebody whom the register does not know."""
        who = None if by == taken.person else by or SOMEBODY
        async with self._database.writing() as connection:
            if not await _still(connection, taken):
                return None
            for each in ended:
                await withdraw(connection, each.id, taken.person, taken.at, who)
            entries = [_ended(each, taken, by) for each in ended]
            return await _finish(connection, taken, "ended", entries)


async def _still(connection: AsyncConnection, taken: TakenDown) -> bool:
    """The person may have said something in the chat while staff read the question."""
    stand = await consents_of(connection, [taken.person])
    return tuple(stand.get(taken.person, ())) == taken.seen


async def _finish(connection: AsyncConnection, taken: TakenDown, what: str, entries: Sequence[Entry]) -> int:
    told = await post(connection, taken.messages, ("desk", what, taken.person, taken.at.isoformat()), taken.at)
    await add_new(connection, notices, [row_of_notice(each, None) for each in taken.notices])
    await append(connection, entries)
    return told.get(taken.person, 0)


def _given(consent: Consent, taken: TakenDown) -> Entry:
    entry = entry_of_consent(consent, derived_id("ledger", "desk", "given", consent.id))
    return Entry(entry.id, entry.at, entry.kind, entry.person, entry.other, {**entry.body, **taken.how})


def _ended(consent: Consent, taken: TakenDown, by: PersonId | None) -> Entry:
    id_ = derived_id("ledger", "desk", "ended", consent.id)
    body = {"consent": consent.id, "by": "desk", **taken.how}
    return Entry(id_, taken.at, EntryKind.CONSENT_WITHDRAWN, taken.person, by, body)
