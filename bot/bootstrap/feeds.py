"""What is fetched from outside by the clock: the alerts that a city follows, and the weather for its greetings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.bootstrap.alerts import alert_jobs
from bot.bootstrap.forecasts import forecast_jobs
from bot.bootstrap.taking import Taking
from bot.core.people import City
from bot.core.ports import Wakeups
from bot.jobs import Job
from bot.storage.alerts import AlertStore
from bot.storage.database import Database
from bot.storage.forecasts import ForecastStore
from config.alerts import load_alerts
from config.settings import Settings


@asynccontextmanager
async def feed_jobs(
    settings: Settings, city: City, database: Database, wakeups: Wakeups
) -> AsyncIterator[tuple[Job, ...]]:
    of_city = load_alerts(settings.municipality)
    taking = Taking(AlertStore(database), city.name, of_city.triggers)
    async with (
        alert_jobs(settings, of_city, taking, wakeups) as of_alerts,
        forecast_jobs(settings, city, ForecastStore(database), wakeups) as of_weather,
    ):
        yield (*of_alerts, *of_weather)
