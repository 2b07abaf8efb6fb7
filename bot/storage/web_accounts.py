"""Anonymous accounts of the web chat over SQL. Fulfils the web chat's `Accounts`."""

from hashlib import sha256
from secrets import token_hex, token_urlsafe

from sqlalchemy import bindparam, select, update

from bot.core.ports import Clock
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import web_accounts

_OPEN = select(web_accounts.c.address).where(web_accounts.c.token_hash == bindparam("digest"))
_RENEW = update(web_accounts).where(web_accounts.c.token_hash == bindparam("old")).values(token_hash=bindparam("new"))


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


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
