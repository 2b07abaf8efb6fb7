"""Follows what people say at the city OS itself, and tells staff where the two sides differ."""

from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter, Gauge

from bot.consent_exchange.authority import ConsentAuthority, Contact
from bot.core.city_consents import CursorLost, Listed
from bot.core.errors import Refused, TryLater, Unavailable
from bot.core.ids import PersonId
from bot.core.ports import Signal, Wakeups
from bot.storage.city_os import CityOsConsentStore, Feed

log = structlog.get_logger()

_AGE = Gauge("anpi_city_os_consents_age_seconds", "Age of what is known of the city OS's consents; -1: never known")
_DIFFER = Counter("anpi_consents_differ", "Differences between our consents and the city OS's", ["how"])

COMPARE_EVERY = timedelta(hours=1)
"""How often everybody is compared, and not only whom the feed has told of."""
_MOST_PAGES = 1_000
_MOST_NEWCOMERS = 100
"""Where more people have a new subject, the feed is read anew: that is cheaper than asking about each."""


class Following:
    def __init__(self, there: ConsentAuthority, store: CityOsConsentStore, contact: Contact, wakeups: Wakeups) -> None:
        self._there = there
        self._store = store
        self._contact = contact
        self._wakeups = wakeups

    async def follow(self, now: datetime) -> int:
        touched: set[PersonId] = set()
        try:
            await self._read_feed(touched, now)
            await self._meet_newcomers(touched, now)
        except Unavailable as error:
            self._contact.lost(error)
        except (TryLater, Refused) as error:
            log.warning("city_os_consents.not_followed", error=type(error).__name__)
        else:
            self._contact.back()
            await self._compare(touched, now)
        await self._tell_age(now)
        return len(touched)

    async def _read_feed(self, touched: set[PersonId], now: datetime) -> None:
        feed = await self._store.feed()
        if feed is None or len(await self._store.newcomers(_MOST_NEWCOMERS + 1)) > _MOST_NEWCOMERS:
            await self._store.begin_anew()
        for _ in range(_MOST_PAGES):
            feed = await self._store.feed() or Feed()
            try:
                page = await self._there.changes(feed.cursor)
            except CursorLost:
                if not feed.cursor:
                    raise Unavailable("city_os_consent") from None
                log.warning("city_os_consents.cursor_lost")
                await self._store.begin_anew()
                continue
            touched |= await self._store.take(page, feed.cursor, now, now)
            if not page.more:
                return
        log.warning("city_os_consents.behind", pages=_MOST_PAGES)

    async def _meet_newcomers(self, touched: set[PersonId], now: datetime) -> None:
        for person, subject in (await self._store.newcomers(_MOST_NEWCOMERS)).items():
            listed = await self._there.of(subject) if subject else Listed()
            await self._store.met(person, subject, listed, now)
            touched.add(person)

    async def _compare(self, touched: set[PersonId], now: datetime) -> None:
        """Those who are touched; from time to time, and after the feed was read anew, everybody."""
        feed = await self._store.feed() or Feed()
        if feed.compared_at is not None and now - feed.compared_at < COMPARE_EVERY:
            await self._tell_staff(frozenset(touched), now)
            return
        some = await self._store.everybody_after("")
        while some:
            await self._tell_staff(some, now)
            some = await self._store.everybody_after(max(some))
        await self._store.compared(now)

    async def _tell_staff(self, people: frozenset[PersonId], now: datetime) -> None:
        differences = await self._store.differences(people, now) if people else ()
        for each in differences:
            log.warning("consent.differs", person=each.person, how=each.how, consent=each.consent)
            _DIFFER.labels(each.how).inc()
        if differences:
            await self._wakeups.wake(Signal.BOARD)

    async def _tell_age(self, now: datetime) -> None:
        feed = await self._store.feed()
        _AGE.set((now - feed.as_of).total_seconds() if feed and feed.as_of else -1)
