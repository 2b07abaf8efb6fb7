"""The accounts of a person, as they and staff are shown them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, conversation_id
from bot.core.ids import PersonId
from bot.core.records import TiedBy
from bot.core.requests import AccountsOf, LinkedAccount, linked_account
from bot.storage.database import Database
from bot.storage.tables import accounts

_OF = select(accounts).where(accounts.c.person_id == bindparam("person"))
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class OwnAccounts:
    """What topics ask. Raises `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, asked: AccountsOf) -> tuple[LinkedAccount, ...]:
        async with self._database.reading() as connection:
            return await accounts_of(connection, asked.person)


async def accounts_of(connection: AsyncConnection, person: PersonId) -> tuple[LinkedAccount, ...]:
    rows = await connection.execute(_OF, {"person": person})
    return in_order(
        linked_account(
            conversation_id(Channel(row.channel), row.address),
            person,
            TiedBy(row.tied_by) if row.tied_by else None,
            row.tied_at,
        )
        for row in rows
    )


def in_order(found: Iterable[LinkedAccount]) -> tuple[LinkedAccount, ...]:
    """Those from the city's files first, then the oldest first; numbered in this order."""
    return tuple(sorted(found, key=lambda each: (each.since or _BEFORE_ALL, each.id)))
