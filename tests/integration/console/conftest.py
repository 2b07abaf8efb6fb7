"""The console's town, once on SQLite and once on a real PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.integration.console_town import StillClock, Town
from tests.integration.storage.conftest import with_tables
from tests.servers.postgres import PostgresServer


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
async def town(address: str) -> AsyncIterator[Town]:
    town = Town(Database(address), StillClock().now())
    await town.fill()
    yield town
    await town.database.close()
