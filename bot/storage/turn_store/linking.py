"""Ties accounts to people in the turn's transaction; a code or a nonce is used up with it, once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import AccountLinked, Channel, address_of, channel_of
from bot.core.ids import derived_id
from bot.core.ports import FinishedTurn
from bot.core.records import AccountTied, CodeTried, TiedBy
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.linking.code_digest import digest_of_secret
from bot.storage.linking.of_account import bound, of_account, row_of
from bot.storage.linking.web_chats import await_browser
from bot.storage.tables import accounts, link_code_tries, link_codes, link_nonces, untied_accounts

_AT = bindparam("at", type_=Instant)


def _unused(table: Table) -> Any:
    return (
        select(table.c.digest, table.c.expires_at)
        .where(among(table.c.digest, "digests"), table.c.used_at.is_(None))
        .order_by(table.c.digest)
        .with_for_update()
    )


def _use(table: Table) -> Any:
    return update(table).where(table.c.digest == bindparam("of")).values(used_at=_AT)


_UNUSED = {table: _unused(table) for table in (link_codes, link_nonces)}
_USE = {table: _use(table) for table in (link_codes, link_nonces)}
_SESSION = select(link_nonces.c.session).where(link_nonces.c.digest == bindparam("of"))
_UNTIE = delete(accounts).where(*of_account(accounts))
_TIED_AGAIN = delete(untied_accounts).where(*of_account(untied_accounts))


async def with_unused_keys(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> list[FinishedTurn]:
    """Without the turns that would tie by a code or a nonce which is used, or just now another's; theirs are locked.

    Such a turn is taken once more from its event, and then hears that the code is used.
    """
    wanted = {id(turn): key for turn in turns if (key := _key_of(turn)) is not None}
    if not wanted:
        return list(turns)
    usable = await _usable(connection, wanted.values())
    kept: list[FinishedTurn] = []
    for turn in turns:
        key = wanted.get(id(turn))
        if key is None:
            kept.append(turn)
        elif usable.get(key, turn.finished_at) > turn.finished_at:
            del usable[key]
            kept.append(turn)
    return kept


async def write_links(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """In the order of the records."""
    for turn in turns:
        for record in turn.outcome.records:
            match record:
                case AccountTied():
                    await _tie(connection, turn, record)
                case CodeTried(conversation, at, network):
                    row = {"id": derived_id(turn.event.id, "try"), "conversation": conversation, "at": at}
                    await add_new(connection, link_code_tries, [row | {"network": network}])
                case _:
                    pass


async def _usable(connection: AsyncConnection, keys: Iterable[tuple[Table, str]]) -> dict[tuple[Table, str], datetime]:
    """Until when each may be used. Always in one order, so that two transactions never wait crosswise."""
    found: dict[tuple[Table, str], datetime] = {}
    for table, statement in _UNUSED.items():
        digests = sorted({digest for of, digest in keys if of is table})
        if digests:
            rows = await connection.execute(statement, {"digests": digests})
            found |= {(table, row.digest): row.expires_at for row in rows}
    return found


def _key_of(turn: FinishedTurn) -> tuple[Table, str] | None:
    """What a turn uses up, where it ties an account."""
    tied = next((each for each in turn.outcome.records if isinstance(each, AccountTied)), None)
    if tied is None:
        return None
    what = turn.event.what
    if tied.by is TiedBy.CITY_OS and isinstance(what, AccountLinked):
        return link_nonces, digest_of_secret(what.nonce)
    return (link_codes, tied.code) if tied.code is not None else None


async def _tie(connection: AsyncConnection, turn: FinishedTurn, tied: AccountTied) -> None:
    """In the web chat a code says nothing about who else holds the cookie, so that a new one takes its place."""
    conversation, person, by = tied.conversation, tied.person, tied.by
    key, session = _key_of(turn), None
    if key is not None:
        table, digest = key
        await connection.execute(_USE[table], {"of": digest, "at": turn.finished_at})
        session = await connection.scalar(_SESSION, {"of": digest}) if table is link_nonces else None
    row = row_of(conversation, person)
    tie = {"tied_by": by.value, "tied_at": turn.finished_at, "session": session}
    await connection.execute(_TIED_AGAIN, bound(conversation, person))
    await connection.execute(_UNTIE, bound(conversation, person))
    await add_new(connection, accounts, [row | tie])
    if by is TiedBy.CODE and channel_of(conversation) is Channel.WEB:
        await await_browser(connection, address_of(conversation), tied.browser)
