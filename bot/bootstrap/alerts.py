"""The alert feeds that a city follows, put together: looked at by the clock, each alert kept once, and what follows."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import httpx
import structlog
from prometheus_client import Counter

from bot.core.alerts import Alert
from bot.core.errors import Unavailable
from bot.core.ports import Signal, Wakeups
from bot.core.triggers import Triggers
from bot.jobs import Job
from bot.storage.alerts import AlertStore, Mark
from bot.storage.border import DATABASE, Rejected
from config.addresses import is_on_this_machine
from config.alerts import CityAlerts
from config.settings import Settings
from integrations.alerts.cap import CapFeeds, read_from
from integrations.alerts.document import UnreadableError
from integrations.alerts.entries import Entry
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, is_forecast, parse_telegram
from integrations.alerts.l_alert import LAlertFeed
from integrations.alerts.linked import LinkedFeeds
from integrations.alerts.pulling import Feed, HeaderAuth
from integrations.alerts.rescuenow import RescuenowFeed

log = structlog.get_logger()

_ALERTS = Counter("anpi_alerts", "Alerts that came in, by what became of them", ["source", "became"])

EVERY = timedelta(seconds=20)
"""The JMA writes its feeds once a minute, and answers a look in which nothing is new with a few bytes."""
EVERY_OF_STAND_INS = timedelta(seconds=2)
"""On this machine nobody minds, and whoever tries things out does not wait."""
_LIMITS = Limits(seconds=5, look_seconds=15)
"""Other jobs wait meanwhile."""
_ROUNDS = 5
"""Looks at one feed in a row, where more is new than one look takes."""


class Pulled(Protocol):
    """A feed of whole documents: L-Alert, Rescuenow."""

    async def look(self, seen: Seen, received: datetime) -> tuple[tuple[Alert, ...], Seen]: ...


class Taking:
    """Keeps alerts, by the rules of one city."""

    def __init__(self, store: AlertStore, city: str, triggers: Triggers) -> None:
        self.store = store
        self._of = (city, triggers)

    async def take(self, alert: Alert, now: datetime, telegram: tuple[str, bytes] | None = None) -> int:
        """1 where it is new. What the database will never take is logged, and stops no other."""
        try:
            settled = await self.store.take(alert, now, self._of, telegram)
        except Rejected as fault:
            log.error("alert.not_kept", source=alert.source.value, digest=alert.digest, fault=str(fault))  # noqa: TRY400
            if telegram:
                await self.store.give_up(telegram[0], "rejected", now)
            return 0
        if settled is None:
            return 0
        _ALERTS.labels(alert.source.value, settled.became).inc()
        proposal = settled.proposal.id if settled.proposal else None
        log.info("alert.kept", digest=alert.digest, kind=alert.kind.value, became=settled.became, proposal=proposal)
        return 1


Parse = Callable[[bytes, datetime], Alert]
"""One document, and when it came. Raises UnreadableError."""


@dataclass(frozen=True, slots=True)
class LinkedSource:
    """A feed that links to its documents: the JMA's, and those of CAP."""

    name: str
    address: str
    feeds: LinkedFeeds
    parse: Parse
    taking: Taking

    async def look(self, now: datetime) -> int:
        taken = 0
        for _ in range(_ROUNDS):
            seen = _seen(await self.taking.store.mark(self.address))
            look = await self.feeds.look(self.address, seen, self.taking.store.known, _may_alert)
            for each in look.telegrams:
                taken += await self._read(each.id, each.raw, now)
            for refused in look.refused:
                log.warning("alert.refused", feed=self.name, reason=refused.reason)
                await self.taking.store.give_up(refused.id, refused.reason, now)
            await self.taking.store.keep_mark(self.address, _mark(look.seen))
            if not look.left or look.failed:
                break
        return taken

    async def _read(self, id_: str, raw: bytes, now: datetime) -> int:
        try:
            alert = self.parse(raw, now)
        except UnreadableError as fault:
            log.warning("alert.unreadable", feed=self.name, reason=str(fault))
            await self.taking.store.give_up(id_, str(fault), now)
            return 0
        return await self.taking.take(alert, now, (id_, raw))


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


def _may_alert(entry: Entry) -> bool:
    return not is_forecast(entry)


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
            address = f"{settings.jma_feeds}/{each}.xml"
            yield LinkedSource(f"jma {each}", address, JmaFeeds(http, _LIMITS), _telegram, taking)
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
        yield LinkedSource("cap", settings.cap_feed, linked, parse, taking)


def _telegram(raw: bytes, _received: datetime) -> Alert:
    return parse_telegram(raw)


def _bearer(token: str) -> httpx.Auth | None:
    return HeaderAuth("Authorization", f"Bearer {token}") if token else None


def _seen(mark: Mark) -> Seen:
    return Seen(mark.etag, mark.last_modified)


def _mark(seen: Seen) -> Mark:
    return Mark(seen.etag, seen.modified)
