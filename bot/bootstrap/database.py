"""The database of this installation, with the keys of its sealed columns."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.storage.database import Database
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.sealing.keys import read_keys
from config.settings import Settings


def code_digests_of(settings: Settings) -> CodeDigests:
    """How one-time codes are stored: by the keys of the sealed columns, where there are any."""
    return CodeDigests(tuple(each.get_secret_value().encode() for each in settings.field_keys))


def database_of(settings: Settings, *, pool_size: int = 5) -> Database:
    """Opens nothing yet."""
    keys = read_keys(each.get_secret_value() for each in settings.field_keys)
    return Database(settings.database_url, keys=keys, pool_size=pool_size)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """For one command."""
    database = database_of(settings, pool_size=1)
    try:
        yield database
    finally:
        await database.close()
