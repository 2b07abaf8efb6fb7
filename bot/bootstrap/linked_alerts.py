"""Feeds that link to their documents, the JMA's and those of CAP: what is new is read, and each alert kept once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from bot.bootstrap.taking import Taking
from bot.core.alerts import Alert
from bot.storage.alerts import Mark
from integrations.alerts.document import UnreadableError
from integrations.alerts.entries import Entry
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import is_forecast, unbroken_since
from integrations.alerts.linked import LinkedFeeds, Look, Wanted

log = structlog.get_logger()

_ROUNDS = 5
"""Looks at one feed in a row, where more is new than one look takes."""

Parse = Callable[[bytes, datetime], Alert]
"""One document, and when it came. Raises UnreadableError."""


def may_alert(entry: Entry) -> bool:
    return not is_forecast(entry)


@dataclass(frozen=True, slots=True)
class LinkedFeed:
    """One feed, and what is done with what it lists. The mark is the caller's."""

    name: str
    address: str
    feeds: LinkedFeeds
    parse: Parse
    taking: Taking

    async def read(self, mark: Mark, wanted: Wanted, now: datetime) -> tuple[Look, int]:
        """What is new since `mark`, kept; and how many of it are new alerts.

        Raises:
            Unavailable: the feed did not answer, or the database is down.
        """
        seen = Seen(mark.etag, mark.last_modified)
        look = await self.feeds.look(self.address, seen, self.taking.store.known, wanted)
        taken = sum([await self._take(each.id, each.raw, now) for each in look.telegrams])
        for refused in look.refused:
            log.warning("alert.refused", feed=self.name, reason=refused.reason)
            await self.taking.store.give_up(refused.id, refused.reason, now)
        return look, taken

    async def _take(self, id_: str, raw: bytes, now: datetime) -> int:
        try:
            alert = self.parse(raw, now)
        except UnreadableError as fault:
            log.warning("alert.unreadable", feed=self.name, reason=str(fault))
            await self.taking.store.give_up(id_, str(fault), now)
            return 0
        return await self.taking.take(alert, now, (id_, raw))


class Before(Protocol):
    """What brings alerts that the feed itself no longer lists."""

    is_lost: bool
    """It did not answer the last time: what is new goes before it."""

    async def look(self, since: datetime, now: datetime) -> int:
        """Those from before `since`, as far as they matter. A feed that is down is no fault of this look."""
        ...


@dataclass(frozen=True, slots=True)
class LinkedSource:
    """`before`: is asked first, so that alerts are taken in the order in which they were issued, while it answers."""

    feed: LinkedFeed
    before: Before | None = None

    @property
    def name(self) -> str:
        return self.feed.name

    @property
    def address(self) -> str:
        return self.feed.address

    async def look(self, now: datetime) -> int:
        store = self.feed.taking.store
        mark = await store.mark(self.address)
        since = unbroken_since(mark.read_at, mark.unbroken_since, now)
        is_lost = self.before is not None and self.before.is_lost
        taken = 0 if is_lost else await self._look_before(since, now)
        taken += await self._look(mark, since, now)
        return taken + (await self._look_before(since, now) if is_lost else 0)

    async def _look_before(self, since: datetime, now: datetime) -> int:
        return await self.before.look(since, now) if self.before else 0

    async def _look(self, mark: Mark, since: datetime, now: datetime) -> int:
        store, taken = self.feed.taking.store, 0
        for _ in range(_ROUNDS):
            look, new = await self.feed.read(mark, may_alert, now)
            taken += new
            # What did not come stays behind the mark: if the feed drops it first, it counts as missed.
            read = (now, since) if look.is_whole else (mark.read_at, mark.unbroken_since)
            mark = Mark(look.seen.etag, look.seen.modified, *read)
            await store.keep_mark(self.address, mark)
            if not look.left or look.failed:
                break
        return taken
