"""A database with Anpi's tables, once on SQLite and once on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.migrations import migrate
from tests.contracts.backends import KEYS
from tests.servers.postgres import PostgresServer


def with_tables(address: str) -> None:
    """In a thread of its own: the test may already run an event loop here."""

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, migrate(address)).result()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'anpi.db'}"
        with_tables(url)
        yield url
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database(with_tables) as url:
            yield url


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
