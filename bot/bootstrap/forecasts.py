"""The weather for greetings, fetched by the clock from the JMA's feed of regular telegrams. It never alerts anybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import httpx
import structlog

from bot.bootstrap.alerts import AlertWatch
from bot.core.people import City
from bot.core.ports import Wakeups
from bot.core.weather import ForecastPlace
from bot.jobs import Job
from bot.storage.alerts import Mark
from bot.storage.forecasts import ForecastStore
from config.addresses import is_on_this_machine
from config.settings import Settings
from integrations.alerts.document import UnreadableError
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, is_forecast_of, parse_forecast

log = structlog.get_logger()

EVERY = timedelta(minutes=5)
"""The feed holds what came within ten minutes."""
EVERY_OF_STAND_INS = timedelta(seconds=10)
_LIMITS = Limits(seconds=5, look_seconds=15)
_NEWEST, _SEVERAL_DAYS = "regular.xml", "regular_l.xml"


@dataclass(frozen=True, slots=True)
class ForecastSource:
    """`feeds`: the address under which the JMA's feeds stand; `zone`: the city's."""

    feeds: str
    place: ForecastPlace
    client: JmaFeeds
    store: ForecastStore
    zone: ZoneInfo
    name: str = "jma forecast"

    async def look(self, now: datetime) -> int:
        """Where nothing is known of today, after a start or a standstill, in the feed of several days as well."""
        kept = await self._look(_NEWEST, now)
        if await self.store.of(self.place.area, now.astimezone(self.zone).date()):
            return kept
        return kept + await self._look(_SEVERAL_DAYS, now)

    async def _look(self, feed: str, now: datetime) -> int:
        address = f"{self.feeds}/{feed}"
        mark = await self.store.mark(address)
        seen = Seen(mark.etag, mark.last_modified)
        wanted = partial(is_forecast_of, self.place.office)
        look = await self.client.look(address, seen, self.store.known, wanted)
        kept = sum([await self._keep(each.id, each.raw, now) for each in look.telegrams])
        for each in look.refused:
            await self.store.give_up(each.id, each.reason, now)
        await self.store.keep_mark(address, Mark(look.seen.etag, look.seen.modified))
        return kept

    async def _keep(self, telegram: str, raw: bytes, now: datetime) -> int:
        try:
            told = parse_forecast(raw, self.place)
        except UnreadableError as fault:
            log.warning("forecast.unreadable", reason=str(fault))
            await self.store.give_up(telegram, str(fault), now)
            return 0
        return await self.store.keep(telegram, told, now)


@asynccontextmanager
async def forecast_jobs(
    settings: Settings, city: City, store: ForecastStore, wakeups: Wakeups
) -> AsyncIterator[tuple[Job, ...]]:
    """None where the city greets nobody, names no place of a forecast, or the feeds have no address."""
    offer, feeds = city.quiet_days, settings.jma_feeds
    if not offer.offered or offer.forecast is None or not feeds:
        yield ()
        return
    async with httpx.AsyncClient() as http:
        source = ForecastSource(feeds, offer.forecast, JmaFeeds(http, _LIMITS), store, ZoneInfo(city.time_zone))
        every = EVERY_OF_STAND_INS if is_on_this_machine(feeds) else EVERY
        yield (Job("forecasts", every, AlertWatch((source,), wakeups).look),)
