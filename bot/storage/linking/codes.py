"""One-time codes over SQL: made for a person, found again by their digest. Never stored as they are said."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, channel_of
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.ports import Clock
from bot.core.requests import CodeHolder, HolderOfCode, StandingCode
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import insert_new
from bot.storage.instant import Instant
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.judging import WITHIN, StoredCode, Tries, judged, standing
from bot.storage.register import people_of
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import link_code_tries, link_codes, people

DIGITS = 8
FORGOTTEN_AFTER = timedelta(days=30)
"""As long as somebody may still ask why a code did not work."""

_CODES = (
    select(link_codes.c.digest, link_codes.c.expires_at, link_codes.c.used_at, *PERSON_COLUMNS)
    .join(people, people.c.id == link_codes.c.person_id)
    .where(among(link_codes.c.digest, "digests"))
)
_TRIES = select(func.count()).where(
    link_code_tries.c.conversation == bindparam("conversation"),
    link_code_tries.c.at > bindparam("since", type_=Instant),
)
_TRIES_ON_THE_WEB = select(func.count(), func.count().filter(link_code_tries.c.network == bindparam("network"))).where(
    link_code_tries.c.conversation.startswith(f"{Channel.WEB}:", autoescape=True),
    link_code_tries.c.at > bindparam("since", type_=Instant),
)
_OLD_TRIES = delete(link_code_tries).where(link_code_tries.c.at < bindparam("before", type_=Instant))
_OLD_CODES = delete(link_codes).where(link_codes.c.expires_at < bindparam("before", type_=Instant))
_VOID = (
    update(link_codes)
    .where(
        link_codes.c.person_id == bindparam("person"),
        link_codes.c.used_at.is_(None),
        link_codes.c.expires_at > bindparam("now", type_=Instant),
    )
    .values(expires_at=bindparam("now", type_=Instant))
)


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """Seen once, by whoever hands it over: eight digits."""

    code: str
    person: Person
    expires_at: datetime


class LinkCodes:
    """What staff make and what topics ask. Both raise `Unavailable` when the database is down."""

    def __init__(self, database: Database, digests: CodeDigests) -> None:
        self._database = database
        self._digests = digests

    async def make(self, person: PersonId, lasts: timedelta, clock: Clock) -> IssuedCode | None:
        """A new code; the person's older ones that nobody used open nothing any more. None: no such person."""
        while True:
            code = f"{randbelow(10**DIGITS):0{DIGITS}}"
            digest = (await self._candidates(code))[0]
            now = clock.now()
            async with self._database.writing() as connection:
                known = (await people_of(connection, [person])).get(person)
                if known is None:
                    return None
                if await keep_code(connection, digest, person, now, now + lasts):
                    return IssuedCode(code, known, now + lasts)

    async def holder(self, asked: HolderOfCode) -> CodeHolder:
        """Whom the code would link. The slow digest is worked out beside the event loop."""
        digests = await self._candidates(asked.code)
        async with self._database.reading() as connection:
            tries = await _tries(connection, asked)
            return judged(await _found(connection, digests), tries, asked.at)

    async def again(self, asked: StandingCode) -> CodeHolder:
        async with self._database.reading() as connection:
            return standing(await _found(connection, [asked.digest]), asked.at)

    async def _candidates(self, code: str) -> tuple[str, ...]:
        return await asyncio.to_thread(self._digests.candidates, code)


async def keep_code(connection: AsyncConnection, digest: str, person: PersonId, now: datetime, until: datetime) -> bool:
    """False where the same eight digits were given out before: another code is drawn then. Older ones are void."""
    await connection.execute(_VOID, {"person": person, "now": now})
    await connection.execute(_OLD_TRIES, {"before": now - FORGOTTEN_AFTER})
    await connection.execute(_OLD_CODES, {"before": now - FORGOTTEN_AFTER})
    row: dict[str, Any] = {"digest": digest, "person_id": person, "made_at": now, "expires_at": until, "used_at": None}
    statement = insert_new(link_codes, connection.dialect.name).returning(link_codes.c.digest)
    return (await connection.execute(statement, row)).scalar() is not None


async def _tries(connection: AsyncConnection, asked: HolderOfCode) -> Tries:
    recent = {"since": asked.at - WITHIN}
    here = (await connection.execute(_TRIES, recent | {"conversation": asked.conversation})).scalar_one()
    if channel_of(asked.conversation) is not Channel.WEB:
        return Tries(here)
    everywhere, of_the_network = (
        await connection.execute(_TRIES_ON_THE_WEB, recent | {"network": asked.network})
    ).one()
    return Tries(here, of_the_network, everywhere)


async def _found(connection: AsyncConnection, digests: Collection[str]) -> StoredCode | None:
    row = (await connection.execute(_CODES, {"digests": list(digests)})).first()
    if row is None:
        return None
    return StoredCode(row.digest, person_of(row), row.expires_at, row.used_at is not None)
