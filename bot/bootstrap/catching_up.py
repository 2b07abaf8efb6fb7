"""What the JMA announced while nobody looked: after a gap its feed of several days is read as well, once and no more.

The feed of the minute lists what came within some minutes. A machine, its network or its worker that was down for
longer finds the rest there, as far as the rules make anything of it.
"""

from datetime import datetime, timedelta

import structlog

from bot.bootstrap.linked_alerts import LinkedFeed, may_alert
from bot.core.errors import Unavailable
from bot.rules.triggers import TOGETHER
from bot.storage.alerts import Mark
from bot.storage.border import DATABASE
from integrations.alerts.entries import LONG_AGO, Entry
from integrations.alerts.jma import is_owed
from integrations.alerts.linked import Look

log = structlog.get_logger()

REST = timedelta(minutes=2)
LONG_REST = timedelta(minutes=10)
"""Where it did not answer: a look that waits in vain keeps other jobs waiting, the ladder among them."""
"""Between two looks: the JMA shuts out whoever fetches 10 GB a day, and this feed may have megabytes."""
LONGEST = timedelta(days=1)
"""How far back is looked for what takes back that which still waits or stands."""


class CatchUp:
    """Of one kind of feed. How far it was read is in the database; whether it is lost only this process knows."""

    def __init__(self, feed: LinkedFeed) -> None:
        self._feed = feed
        self._tried: datetime | None = None
        self.is_lost = False

    async def look(self, since: datetime, now: datetime) -> int:
        """Takes what came before `since` and may still matter; returns how many alerts were new.

        Raises:
            Unavailable: the database is down. That the feed is down is told once and tried again.
        """
        store = self._feed.taking.store
        mark = await store.mark(self._feed.address)
        if not is_owed(since, mark.read_at, now, TOGETHER) or self._rests(mark, now):
            return 0
        self._tried = now
        read = await self._read(mark, now)
        if read is None:
            return 0
        look, taken = read
        await store.keep_mark(self._feed.address, _mark(look, mark, now))
        if look.left and not look.failed:
            self._tried = None  # the rest at the next look, without a rest
        if taken:
            log.info("alert_feed.caught_up", feed=self._feed.name, alerts=taken, left=look.left)
        return taken

    def _rests(self, mark: Mark, now: datetime) -> bool:
        """Also after a restart, where the last look brought everything."""
        rest = LONG_REST if self.is_lost else REST
        return any(at is not None and abs(now - at) < rest for at in (mark.read_at, self._tried))

    async def _read(self, mark: Mark, now: datetime) -> tuple[Look, int] | None:
        begin = await self._begin(now)

        def matters(entry: Entry) -> bool:
            """One whose time cannot be read is read itself: the rules know by its own."""
            return may_alert(entry) and (entry.updated >= begin or entry.updated == LONG_AGO)

        try:
            read = await self._feed.read(mark, matters, now)
        except Unavailable as error:
            if error.dependency == DATABASE:
                raise
            if not self.is_lost:
                log.warning("alert_feed.lost", feed=self._feed.name)
            self.is_lost = True
            return None
        if self.is_lost:
            log.info("alert_feed.back", feed=self._feed.name)
        self.is_lost = False
        return read

    async def _begin(self, now: datetime) -> datetime:
        """The rules propose nothing of what is older than six hours, but take back at any age what waits or stands."""
        standing = await self._feed.taking.store.standing_since()
        horizon = now - TOGETHER
        return horizon if standing is None else max(min(standing, horizon), now - LONGEST)


def _mark(look: Look, before: Mark, now: datetime) -> Mark:
    return Mark(look.seen.etag, look.seen.modified, now if look.is_whole else before.read_at)
