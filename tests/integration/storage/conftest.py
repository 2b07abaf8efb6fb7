"""A database with Anpi's tables, once on SQLite and once on a real PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database
from tests.contracts.backends import KEYS


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    database = Database(address)
    yield database
    await database.close()


@pytest.fixture
async def sealed(address: str) -> AsyncIterator[Database]:
    """The same with keys, as in a real city."""
    database = Database(address, keys=KEYS)
    yield database
    await database.close()
