"""The console's town, once on SQLite and once on a real PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database
from tests.integration.console_town import StillClock, Town


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    town = Town(Database(address), StillClock().now())
    await town.fill()
    yield town
    await town.database.close()
