"""Who signed in at the city OS, kept under a nonce until the channel brings it back (line.md 5.1)."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.requests import SignedInBy
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.linking.code_digest import digest_of_secret
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import link_nonces, people

LASTS = timedelta(minutes=10)

_WHO = (
    select(*PERSON_COLUMNS)
    .join(link_nonces, people.c.id == link_nonces.c.person_id)
    .where(
        link_nonces.c.digest == bindparam("nonce"),
        link_nonces.c.used_at.is_(None),
        link_nonces.c.expires_at > bindparam("at", type_=Instant),
    )
)


class LinkNonces:
    """Each answers once: the turn that ties an account by it uses it up in its own transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def who(self, asked: SignedInBy) -> Person | None:
        """Raises `Unavailable` when the database is down."""
        async with self._database.reading() as connection:
            found = await connection.execute(_WHO, {"nonce": digest_of_secret(asked.nonce), "at": asked.at})
            row = found.first()
            return person_of(row) if row else None


async def add_nonce(connection: AsyncConnection, person: PersonId, session: str | None, now: datetime) -> str:
    """256 random bits in URL-safe Base64, 43 characters (LINE: 10 to 255). `session` is the city OS's sid."""
    nonce = token_urlsafe(32)
    row = {
        "digest": digest_of_secret(nonce),
        "person_id": person,
        "expires_at": now + LASTS,
        "used_at": None,
        "session": session,
    }
    await add_new(connection, link_nonces, [row])
    return nonce
