"""Sign-ins over SQL: kept while somebody is at the city OS, turned into a nonce, ended: the pages' `SignIns`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from bot.core.errors import Unavailable
from bot.core.ids import ConversationId, NoticeId, derived_id
from bot.core.ports import Clock
from bot.core.records import AccountUntied, NoticeKind, NoticeRaised
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_untied
from bot.storage.ledger.entry import Entry
from bot.storage.linking.code_digest import digest_of_secret
from bot.storage.linking.ended import untie
from bot.storage.linking.identities import person_behind
from bot.storage.linking.nonces import add_nonce
from bot.storage.linking.web_chats import own_conversation
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import link_nonces, logout_tokens, notices, sign_ins

LASTS = timedelta(minutes=10)
MOST_AT_ONCE = 20_000
"""Sign-ins on their way at one time: more are no citizens but a flood."""

_NOW = bindparam("now", type_=Instant)
_OLD_SIGN_INS = delete(sign_ins).where(sign_ins.c.expires_at <= _NOW)
_OLD_NONCES = delete(link_nonces).where(link_nonces.c.expires_at <= _NOW)
_SEEN = select(logout_tokens.c.jti).where(logout_tokens.c.jti == bindparam("jti"))
_OLD_TOKENS = delete(logout_tokens).where(logout_tokens.c.expires_at <= _NOW)
_HOW_MANY = select(func.count()).select_from(sign_ins)
_TAKE = (
    delete(sign_ins)
    .where(sign_ins.c.state_digest == bindparam("state"))
    .returning(sign_ins.c.started, sign_ins.c.conversation, sign_ins.c.link_token, sign_ins.c.expires_at)
)


@dataclass(frozen=True, slots=True)
class KeptSignIn:
    """What has to be the same when the person comes back."""

    kept: Mapping[str, Any]
    conversation: ConversationId | None
    link_token: str | None


class SqlSignIns:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(
        self, state: str, kept: Mapping[str, Any], conversation: ConversationId | None, link_token: str | None
    ) -> None:
        now = self._clock.now()
        row = {
            "state_digest": digest_of_secret(state),
            "started": dict(kept),
            "conversation": conversation,
            "link_token": link_token,
            "expires_at": now + LASTS,
        }
        async with self._database.writing() as connection:
            await connection.execute(_OLD_SIGN_INS, {"now": now})
            await connection.execute(_OLD_NONCES, {"now": now})
            if (await connection.execute(_HOW_MANY)).scalar_one() >= MOST_AT_ONCE:
                raise Unavailable("sign_in")
            await add_new(connection, sign_ins, [row])

    async def take(self, state: str) -> KeptSignIn | None:
        async with self._database.writing() as connection:
            row = (await connection.execute(_TAKE, {"state": digest_of_secret(state)})).first()
        if row is None or row.expires_at <= self._clock.now():
            return None
        return KeptSignIn(row.started, ConversationId(row.conversation) if row.conversation else None, row.link_token)

    async def nonce_for(self, issuer: str, subject: str, session: str | None) -> str | None:
        """Never by name and birth date: twins, the same name, a slip of the pen (standards.md 1)."""
        now = self._clock.now()
        async with self._database.writing() as connection:
            person = await person_behind(connection, issuer, subject, session, now)
            if person is None:
                await add_new(connection, notices, [row_of_notice(_unknown(issuer, subject, now), None)])
                return None
            return await add_nonce(connection, person, session, now)

    async def web_conversation(self, conversation: ConversationId, nonce: str) -> ConversationId:
        """A browser that several people use: what was shown to one of them is not the next one's to read."""
        async with self._database.writing() as connection:
            return await own_conversation(connection, conversation, digest_of_secret(nonce))

    async def end(
        self, issuer: str, subject: str | None, session: str | None, begun_by: datetime
    ) -> frozenset[ConversationId]:
        """The chats that were open by it; each end is on the ledger."""
        now = self._clock.now()
        async with self._database.writing() as connection:
            untied = await untie(connection, issuer, subject, session, begun_by)
            await append(connection, [_entry(each, now) for each in untied])
        return frozenset(each.conversation for each in untied)

    async def knows(self, issuer: str, jti: str) -> bool:
        """Whether this logout token was carried out before. With `remember` the city OS client's `SeenTokens`."""
        async with self._database.reading() as connection:
            return (await connection.execute(_SEEN, {"jti": derived_id(issuer, jti)})).first() is not None

    async def remember(self, issuer: str, jti: str, until: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(_OLD_TOKENS, {"now": self._clock.now()})
            await add_new(connection, logout_tokens, [{"jti": derived_id(issuer, jti), "expires_at": until}])


def _entry(untied: AccountUntied, at: datetime) -> Entry:
    return entry_of_untied(untied, derived_id("signed out", untied.conversation, untied.person, at.isoformat()), at)


def _unknown(issuer: str, subject: str, at: datetime) -> NoticeRaised:
    """One for each id, however often they try. Staff need the id to put it into the register, or to look."""
    return NoticeRaised(
        id=NoticeId(derived_id("subject unknown", issuer, subject)),
        kind=NoticeKind.SUBJECT_UNKNOWN,
        at=at,
        drill=False,
        words=subject,
    )
