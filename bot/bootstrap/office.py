"""What the city's commands work with: the stores and the wake-ups, without channels and workers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.incidents import Incident
from bot.core.people import City, District
from bot.core.ports import Clock, Wakeups
from bot.core.replies import Reply
from bot.rules.opening_message import opening_message
from bot.storage.city import CityStore
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.wakeups import InProcessWakeups, RedisWakeups
from config.municipality import load_city
from config.settings import Settings


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CityOffice:
    """The city and its stores, open for one command or for a whole process."""

    city: City
    register: CityStore
    incidents: IncidentStore
    wakeups: Wakeups
    clock: Clock
    question: Callable[[Incident, City, tuple[District, ...]], tuple[Reply, ...]]


def office_over(database: Database, city: City, wakeups: Wakeups, clock: Clock) -> CityOffice:
    return CityOffice(city, CityStore(database), IncidentStore(database), wakeups, clock, opening_message)


def wakeups_of(settings: Settings) -> RedisWakeups | InProcessWakeups:
    return RedisWakeups(settings.redis_url) if settings.redis_url else InProcessWakeups()


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[CityOffice]:
    """For one command."""
    database, wakeups = Database(settings.database_url, pool_size=1), wakeups_of(settings)
    try:
        yield office_over(database, load_city(settings.municipality), wakeups, SystemClock())
    finally:
        await wakeups.close()
        await database.close()
