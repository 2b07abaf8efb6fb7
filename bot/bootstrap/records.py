"""What the commands about records work with: the city, its database and the time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.bootstrap.database import open_database
from bot.bootstrap.office import SystemClock
from bot.core.people import City
from bot.core.ports import Clock
from bot.storage.database import Database
from config.municipality import load_city
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Records:
    """Open for one command."""

    city: City
    database: Database
    clock: Clock


@asynccontextmanager
async def open_records(settings: Settings) -> AsyncIterator[Records]:
    async with open_database(settings) as database:
        yield Records(load_city(settings.municipality), database, SystemClock())
