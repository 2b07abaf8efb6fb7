"""What staff do with the accounts of a person: look which there are, and end the link of some of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId, PersonId, derived_id
from bot.core.people import Person, Role
from bot.core.records import AccountUntied, EndedBy, Message
from bot.core.replies import Reply
from bot.core.requests import LinkedAccount
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_untied
from bot.storage.ledger.entry import Entry
from bot.storage.ledger.undelivered import Ended, note_undelivered
from bot.storage.linking.accounts import accounts_of
from bot.storage.register import people_of, roles_of
from bot.storage.rows.letters import row_of_letter
from bot.storage.staff_word.deceased import end_deceased
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import letters_of
from bot.storage.turn_store.untying import begin_anew, untie


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose accounts are ended, by whom, when, and what those accounts are told."""

    person: PersonId
    by: PersonId
    at: datetime
    words: tuple[Reply, ...]


class AccountDesk:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person(self, person: PersonId) -> Person | None:
        async with self._database.reading() as connection:
            return (await people_of(connection, [person])).get(person)

    async def roles(self, person: PersonId) -> Sequence[Role]:
        async with self._database.reading() as connection:
            return (await roles_of(connection, [person])).get(person, ())

    async def accounts(self, person: PersonId) -> tuple[LinkedAccount, ...]:
        async with self._database.reading() as connection:
            return await accounts_of(connection, person)

    async def is_alive(self, person: PersonId, by: PersonId, at: datetime) -> bool:
        """Ends the record of a death; False: there was none."""
        return await end_deceased(self._database, person, by, at)

    async def end(self, chosen: Collection[ConversationId], ending: Ending) -> tuple[ConversationId, ...]:
        """Those of them that were still linked. Record, ledger and the letter to each in one transaction."""
        async with self._database.writing() as connection:
            linked = {each.conversation for each in await accounts_of(connection, ending.person)}
            ended = tuple(sorted(linked & set(chosen)))
            entries: list[Entry] = []
            unseen: list[Ended] = []
            for each in ended:
                unseen += await _tell(connection, each, ending)
                record = AccountUntied(each, ending.person, EndedBy.STAFF, ending.by)
                entries.append(entry_of_untied(record, _id(each, ending), ending.at))
            await append(connection, entries)
            await note_undelivered(connection, unseen)
        return ended


async def _tell(connection: AsyncConnection, account: ConversationId, ending: Ending) -> Sequence[Ended]:
    # The conversation is locked before the account, as turns do it.
    await begin_anew(connection, account)
    road, unseen = await untie(connection, account, ending.person, ending.at)
    if road is not None:
        message = Message(ending.person, ending.words, only=account)
        letters = letters_of(message, [road], (_id(account, ending),), ending.at)
        await add_new(connection, outbox, [row_of_letter(each) for each in letters])
    return unseen


def _id(account: ConversationId, ending: Ending) -> str:
    return derived_id("account ended", account, ending.person, ending.at.isoformat())
