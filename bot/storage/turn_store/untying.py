"""Ends the link of an account in somebody's transaction: from there on it is nobody's, and whoever holds it is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.conversation import State
from bot.core.events import Channel, address_of, channel_of
from bot.core.ids import ConversationId, PersonId
from bot.core.language import Language
from bot.core.ports import FinishedTurn
from bot.core.records import AccountUntied
from bot.storage.insert import add_new
from bot.storage.ledger.undelivered import Ended
from bot.storage.linking.of_account import bound, of_account, row_of
from bot.storage.linking.web_chats import renew_if_nobodys
from bot.storage.outbox.untied import drop_waiting
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, conversations, people, untied_accounts
from bot.storage.turn_store.mail import Road

Left = Mapping[ConversationId, Road]
"""Where the accounts are told whose link has ended: in the web chat the cookie opens an empty chat from then on."""

_TIED = (
    select(spoken.label("spoken"), is_open.label("is_open"))
    .select_from(accounts)
    .join(people, people.c.id == accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(*of_account(accounts))
)
_UNTIE = delete(accounts).where(*of_account(accounts))
_LEFT_BEHIND = ("person_id", "about_id", "incident_id", "offered", "link_code", "link_browser", "listed")
# A turn of that conversation that was loaded before meets another version, and is taken again as nobody's.
_BEGIN_ANEW = (
    update(conversations)
    .where(conversations.c.id == bindparam("of"), conversations.c.version > 0)
    .values(
        version=conversations.c.version + 1,
        state=State.IDLE.value,
        **dict.fromkeys(_LEFT_BEHIND, null()),
    )
)


async def untie_accounts(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> tuple[Left, Sequence[Ended]]:
    """Of all records of these turns; before their letters are addressed. The second: as of `untie`."""
    left: dict[ConversationId, Road] = {}
    unseen: list[Ended] = []
    for turn, record in untied_by(turns):
        road, ended = await untie(connection, record.conversation, record.person, turn.finished_at)
        if record.conversation != turn.outcome.conversation.id:
            await begin_anew(connection, record.conversation)
        if road is not None:
            left[record.conversation] = road
        unseen += ended
    return left, unseen


def untied_by(turns: Iterable[FinishedTurn]) -> list[tuple[FinishedTurn, AccountUntied]]:
    return [(turn, each) for turn in turns for each in turn.outcome.records if isinstance(each, AccountUntied)]


async def untie(
    connection: AsyncConnection, conversation: ConversationId, person: PersonId, at: datetime
) -> tuple[Road | None, Sequence[Ended]]:
    """None where it was not tied, or cannot be told. The city's files do not tie it again.

    What waits for that account does not go; the second is what the ledger has to be told of it, last.
    """
    tied = (await connection.execute(_TIED, bound(conversation, person))).first()
    await connection.execute(_UNTIE, bound(conversation, person))
    await add_new(connection, untied_accounts, [row_of(conversation, person) | {"at": at}])
    unseen = await drop_waiting(connection, conversation, at)
    now = conversation
    if channel_of(conversation) is Channel.WEB:
        now = await renew_if_nobodys(connection, address_of(conversation)) or conversation
    if tied is None or not tied.is_open:
        return None, unseen
    return Road(channel_of(now), address_of(now), Language(tied.spoken)), unseen


async def begin_anew(connection: AsyncConnection, conversation: ConversationId) -> None:
    """Nothing that was asked of the person stays open, and no turn that began with them ends as theirs."""
    await connection.execute(_BEGIN_ANEW, {"of": conversation})
