"""Anonymous accounts of the web chat over SQL. Fulfils the web chat's `Accounts`."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from sqlalchemy import bindparam, select, update

from bot.core.ports import Clock
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import web_accounts

_IS_OPEN = web_accounts.c.awaits.is_(None)
_OPEN = select(web_accounts.c.address).where(web_accounts.c.token_hash == bindparam("digest"), _IS_OPEN)
_OPENED = select(web_accounts.c.token_hash, web_accounts.c.address).where(
    among(web_accounts.c.token_hash, "digests"), _IS_OPEN
)
_RENEW = (
    update(web_accounts)
    .where(web_accounts.c.token_hash == bindparam("old"), _IS_OPEN)
    .values(token_hash=bindparam("new"))
)
_HAND_OVER = (
    update(web_accounts)
    .where(web_accounts.c.token_hash == bindparam("old"), among(web_accounts.c.awaits, "browsers"))
    .values(token_hash=bindparam("new"), awaits=None)
)


class SqlWebAccounts:
    """A token is 256 random bits, so that its plain SHA-256 tells nothing; the address has nothing to do with it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(self) -> str:
        token = token_urlsafe(32)
        row = {"token_hash": _digest(token), "address": token_hex(16), "created_at": self._clock.now()}
        async with self._database.writing() as connection:
            await add_new(connection, web_accounts, [row])
        return token

    async def renew(self, token: str) -> str | None:
        """A new token for the account of this one, which is void from here on; None where it opens nothing."""
        new = token_urlsafe(32)
        async with self._database.writing() as connection:
            renewed = await connection.execute(_RENEW, {"old": _digest(token), "new": _digest(new)})
        return new if renewed.rowcount == 1 else None

    async def open(self, token: str) -> str | None:
        async with self._database.reading() as connection:
            address: str | None = (await connection.execute(_OPEN, {"digest": _digest(token)})).scalar()
            return address

    async def opened_by(self, tokens: Collection[str]) -> Mapping[str, str]:
        by_digest = {_digest(token): token for token in tokens}
        if not by_digest:
            return {}
        async with self._database.reading() as connection:
            rows = await connection.execute(_OPENED, {"digests": list(by_digest)})
            return {by_digest[row.token_hash]: row.address for row in rows}

    async def hand_over(self, token: str, browsers: Collection[str]) -> str | None:
        """An account that awaits nobody who is known is given to nobody."""
        known = [each for each in browsers if each]
        new = token_urlsafe(32)
        async with self._database.writing() as connection:
            named = {"old": _digest(token), "new": _digest(new), "browsers": known}
            handed_over = await connection.execute(_HAND_OVER, named)
        return new if handed_over.rowcount == 1 else None


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
