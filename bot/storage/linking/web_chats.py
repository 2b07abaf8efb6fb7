"""Web chats and whose they are: a browser gets a fresh conversation where the old one is not theirs to read."""

from secrets import token_hex

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, address_of, conversation_id
from bot.core.ids import ConversationId
from bot.storage.tables import accounts, link_nonces, web_accounts

_PERSON = select(link_nonces.c.person_id).where(link_nonces.c.digest == bindparam("nonce"))
_OWNERS = select(accounts.c.person_id).where(
    accounts.c.channel == Channel.WEB.value, accounts.c.address == bindparam("address")
)
_FORGET = delete(accounts).where(accounts.c.channel == Channel.WEB.value, accounts.c.address == bindparam("address"))
_RENEW = (
    update(web_accounts)
    .where(web_accounts.c.address == bindparam("old"))
    .values(address=bindparam("new_address"), awaits=None)
)
_AWAIT = update(web_accounts).where(web_accounts.c.address == bindparam("of")).values(awaits=bindparam("browser"))
NOBODY = ""
"""Stands where it is not known which browser typed the code: then none is given the account."""


async def own_conversation(connection: AsyncConnection, conversation: ConversationId, nonce: str) -> ConversationId:
    """The same where nobody else was signed in there; else a fresh one behind the same cookie.

    Nothing is sent any more to the old one, which no browser opens now.
    """
    person = await connection.scalar(_PERSON, {"nonce": nonce})
    owners = set(await connection.scalars(_OWNERS, {"address": address_of(conversation)}))
    if owners <= {person}:
        return conversation
    address = address_of(conversation)
    await connection.execute(_FORGET, {"address": address})
    return await renewed(connection, address) or conversation


async def renew_if_nobodys(connection: AsyncConnection, address: str) -> ConversationId | None:
    """When the last one has ended the link, the next at this browser finds an empty chat; that one, else None."""
    if list(await connection.scalars(_OWNERS, {"address": address})):
        return None
    return await renewed(connection, address)


async def renewed(connection: AsyncConnection, address: str) -> ConversationId | None:
    """From here on the cookie opens an empty chat: what was said before stays where nobody can look.

    None where no browser has ever opened it.
    """
    new = token_hex(16)
    moved = await connection.execute(_RENEW, {"old": address, "new_address": new})
    return conversation_id(Channel.WEB, new) if moved.rowcount == 1 else None


async def await_browser(connection: AsyncConnection, address: str, browser: str | None) -> None:
    """The cookie of this chat opens nothing until the browser of that digest has fetched a new one."""
    await connection.execute(_AWAIT, {"of": address, "browser": browser or NOBODY})
