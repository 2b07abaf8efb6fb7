"""Feeds that link to their documents: what is new is fetched, each once. What is kept of it is the caller's."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from bot.core.errors import Unavailable
from integrations.alerts.document import LARGEST
from integrations.alerts.entries import Entry, FeedError
from integrations.alerts.fetching import Answer, Seen, Source, fetch

Known = Callable[[Sequence[str]], Awaitable[Collection[str]]]
"""Which of these ids the caller has already."""
Wanted = Callable[[Entry], bool]
"""Whether the caller reads such a document at all: one that nobody reads is not fetched."""
ReadFeed = Callable[[bytes, str], Sequence[Entry]]
"""What the feed lists, oldest first, by its bytes and its address. Raises FeedError."""


def everything(_: Entry) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Limits:
    """`telegrams`: the most of one look. A request ends within `seconds`, and none begins after `look_seconds`.

    `feed_seconds`: within which that for the feed itself ends, where it may take longer.
    """

    telegrams: int = 20
    seconds: float = 10.0
    look_seconds: float = 40.0
    feed_bytes: int = 10_000_000
    telegram_bytes: int = LARGEST
    feed_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Telegram:
    id: str
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefusedTelegram:
    """Will never be had; to be kept as known, or it is asked for each minute. `reason` is for staff and logs."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one look brought, oldest first. `left`: new ones beyond the limits; `failed`: those that did not come.

    Where some are left and none has failed, look again at once. `seen` is empty while anything is left or has failed,
    so that the next look reads the feed even if it has not changed.
    """

    telegrams: tuple[Telegram, ...] = ()
    seen: Seen = field(default_factory=Seen)
    left: int = 0
    failed: int = 0
    refused: tuple[RefusedTelegram, ...] = ()

    @property
    def is_whole(self) -> bool:
        """All that the feed listed, of what is wanted, is had or will never be."""
        return self.left == self.failed == 0


class LinkedFeeds:
    """Documents are fetched from the feed's own host alone: whatever a feed says, nobody else is asked."""

    def __init__(self, http: httpx.AsyncClient, source: Source, read: ReadFeed, limits: Limits | None = None) -> None:
        self._http = http
        self._source = source
        self._read = read
        self._limits = limits or Limits()

    async def look(self, feed: str, seen: Seen, known: Known, wanted: Wanted = everything) -> Look:
        """What is new in the feed at this address since `seen`, of what is wanted.

        Raises:
            Unavailable: (the source) the feed did not answer, or not with a feed.
        """
        limits = self._limits
        answer = await self._fetch(feed, seen, limits.feed_bytes, limits.feed_seconds)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return Look(seen=seen)
        # A feed of several days holds thousands of entries: whoever shares the loop is not kept waiting for them.
        listed = await asyncio.to_thread(self._entries, answer, feed)
        entries = [each for each in listed if wanted(each)]
        had = set(await known([entry.id for entry in entries]))
        fresh = [entry for entry in entries if entry.id not in had]
        return await self._fetched(feed, fresh, answer.seen)

    async def _fetched(self, feed: str, fresh: Sequence[Entry], seen: Seen) -> Look:
        telegrams: list[Telegram] = []
        refused: list[RefusedTelegram] = []
        failed = 0
        now = asyncio.get_running_loop().time
        end = now() + self._limits.look_seconds
        for entry in fresh[: self._limits.telegrams]:
            if now() > end:
                break
            try:
                got = await self._telegram(feed, entry)
            except Unavailable:  # the next ones may come all the same
                failed += 1
                continue
            if isinstance(got, Telegram):
                telegrams.append(got)
            else:
                refused.append(got)
        left = len(fresh) - len(telegrams) - len(refused) - failed
        whole = left == failed == 0
        return Look(tuple(telegrams), seen if whole else Seen(), left, failed, tuple(refused))

    async def _telegram(self, feed: str, entry: Entry) -> Telegram | RefusedTelegram:
        if not _same_origin(feed, entry.address):
            return RefusedTelegram(entry.id, "its address is not on the feed's own host")
        limits = self._limits
        answer = await self._fetch(entry.address, Seen(), limits.telegram_bytes)
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return RefusedTelegram(entry.id, "it is no longer there")
        if answer.status != HTTPStatus.OK or answer.is_html:
            raise self._source.down("html" if answer.is_html else "status", answer.status)
        if answer.content is None:
            return RefusedTelegram(entry.id, f"it is larger than {limits.telegram_bytes} bytes")
        return Telegram(entry.id, answer.content)

    async def _fetch(self, address: str, seen: Seen, most: int, seconds: float | None = None) -> Answer:
        within = self._limits.seconds if seconds is None else seconds
        return await fetch(self._http, self._source, address, seen, seconds=within, most=most)

    def _entries(self, answer: Answer, feed: str) -> Sequence[Entry]:
        if answer.status != HTTPStatus.OK or answer.is_html or answer.content is None:
            raise self._source.down("html" if answer.is_html else "status_or_size", answer.status)
        try:
            return self._read(answer.content, feed)
        except FeedError as error:
            raise self._source.down("no_feed", answer.status) from error


def _same_origin(feed: str, address: str) -> bool:
    try:
        one, other = httpx.URL(feed), httpx.URL(address)
    except httpx.InvalidURL:
        return False
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port) and not other.userinfo
