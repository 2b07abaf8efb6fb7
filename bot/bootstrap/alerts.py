"""The alert feeds that a city follows, put together: looked at by the clock, each alert kept once, and what follows."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import httpx
import structlog

from bot.bootstrap.catching_up import CatchUp
from bot.bootstrap.linked_alerts import LinkedFeed, LinkedSource
from bot.bootstrap.taking import Taking
from bot.core.alerts import Alert
from bot.core.errors import Unavailable
from bot.core.ports import Signal, Wakeups
from bot.jobs import Job
from bot.storage.alerts import Mark
from bot.storage.border import DATABASE
from config.addresses import is_on_this_machine
from config.alerts import CityAlerts
from config.settings import Settings
from integrations.alerts.cap import CapFeeds, read_from
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, parse_telegram
from integrations.alerts.l_alert import LAlertFeed
from integrations.alerts.pulling import Feed, HeaderAuth
from integrations.alerts.rescuenow import RescuenowFeed

log = structlog.get_logger()

EVERY = timedelta(seconds=20)
"""The JMA writes its feeds once a minute, and answers a look in which nothing is new with a few bytes."""
EVERY_OF_STAND_INS = timedelta(seconds=2)
"""On this machine nobody minds, and whoever tries things out does not wait."""
_LIMITS = Limits(seconds=5, look_seconds=15)
"""Other jobs wait meanwhile."""
_LIMITS_OF_SEVERAL_DAYS = Limits(telegrams=100, seconds=5, look_seconds=15, feed_bytes=20_000_000, feed_seconds=20)
"""In a disaster of the whole country thousands of entries, each up to a kilobyte; fetched a few times after a gap."""
_SEVERAL_DAYS = "_l"
"""What the JMA adds to the name of a feed for the one of several days: eqvol_l.xml."""


class Pulled(Protocol):
    """A feed of whole documents: L-Alert, Rescuenow."""

    async def look(self, seen: Seen, received: datetime) -> tuple[tuple[Alert, ...], Seen]: ...


@dataclass(frozen=True, slots=True)
class PulledSource:
    name: str
    address: str
    feed: Pulled
    taking: Taking

    async def look(self, now: datetime) -> int:
        """The mark is kept once the alerts are: what is lost on the way comes again."""
        seen = _seen(await self.taking.store.mark(self.address))
        alerts, new = await self.feed.look(seen, now)
        taken = sum([await self.taking.take(each, now) for each in alerts])
        if new != seen:
            await self.taking.store.keep_mark(self.address, _mark(new))
        return taken


class Source(Protocol):
    """One feed, and what is done with what it brings."""

    @property
    def name(self) -> str: ...

    async def look(self, now: datetime) -> int: ...


class AlertWatch:
    """All feeds of the city. One that is down stops no other, and is told of once when lost and once when back."""

    def __init__(self, sources: Sequence[Source], wakeups: Wakeups) -> None:
        self._sources = sources
        self._wakeups = wakeups
        self._lost: set[str] = set()

    async def look(self, now: datetime) -> int:
        """Returns how many alerts were new."""
        taken = sum([await self._look(each, now) for each in self._sources])
        if taken:
            await self._wakeups.wake(Signal.BOARD)
        return taken

    async def _look(self, source: Source, now: datetime) -> int:
        try:
            taken = await source.look(now)
        except Unavailable as error:
            if error.dependency == DATABASE:
                raise
            if source.name not in self._lost:
                log.warning("alert_feed.lost", feed=source.name)
            self._lost.add(source.name)
            return 0
        if source.name in self._lost:
            log.info("alert_feed.back", feed=source.name)
            self._lost.remove(source.name)
        return taken


@asynccontextmanager
async def alert_jobs(
    settings: Settings, of_city: CityAlerts, taking: Taking, wakeups: Wakeups
) -> AsyncIterator[tuple[Job, ...]]:
    """None where no feed is followed, or none has an address."""
    async with httpx.AsyncClient() as http:
        sources = tuple(sources_of(settings, of_city, taking, http))
        if not sources:
            yield ()
            return
        log.info("alert_feed.followed", feeds=[each.name for each in sources])
        every = EVERY_OF_STAND_INS if all(is_on_this_machine(each.address) for each in sources) else EVERY
        yield (Job("alerts", every, AlertWatch(sources, wakeups).look),)


def sources_of(
    settings: Settings, of_city: CityAlerts, taking: Taking, http: httpx.AsyncClient
) -> Iterator[LinkedSource | PulledSource]:
    """What the city's file follows and the settings have an address for."""
    feeds = of_city.feeds
    if settings.jma_feeds:
        for each in feeds.jma:
            yield _jma(settings.jma_feeds, each, taking, http)
    if feeds.l_alert and settings.l_alert_feed:
        auth = httpx.BasicAuth(settings.l_alert_user, settings.l_alert_password.get_secret_value())
        pulled = LAlertFeed(http, Feed(settings.l_alert_feed, auth if settings.l_alert_user else None))
        yield PulledSource("l_alert", settings.l_alert_feed, pulled, taking)
    if feeds.rescuenow and settings.rescuenow_feed:
        token = settings.rescuenow_token.get_secret_value()
        feed = RescuenowFeed(http, Feed(settings.rescuenow_feed, _bearer(token)))
        yield PulledSource("rescuenow", settings.rescuenow_feed, feed, taking)
    if feeds.cap and settings.cap_feed:
        linked = CapFeeds(http, _bearer(settings.cap_token.get_secret_value()), _LIMITS)
        parse = partial(read_from, senders=of_city.cap_senders)
        yield LinkedSource(LinkedFeed("cap", settings.cap_feed, linked, parse, taking))


def _jma(feeds: str, kind: str, taking: Taking, http: httpx.AsyncClient) -> LinkedSource:
    """`feeds`: the address under which they stand; `kind`: eqvol, extra, regular, other."""
    several, newest = f"{kind}{_SEVERAL_DAYS}", JmaFeeds(http, _LIMITS)
    days = JmaFeeds(http, _LIMITS_OF_SEVERAL_DAYS)
    return LinkedSource(
        LinkedFeed(f"jma {kind}", f"{feeds}/{kind}.xml", newest, _telegram, taking),
        CatchUp(LinkedFeed(f"jma {several}", f"{feeds}/{several}.xml", days, _telegram, taking)),
    )


def _telegram(raw: bytes, _received: datetime) -> Alert:
    return parse_telegram(raw)


def _bearer(token: str) -> httpx.Auth | None:
    return HeaderAuth("Authorization", f"Bearer {token}") if token else None


def _seen(mark: Mark) -> Seen:
    return Seen(mark.etag, mark.last_modified)


def _mark(seen: Seen) -> Mark:
    return Mark(seen.etag, seen.modified)
