"""The JMA's feeds over real HTTP for a test: the stand-in on the loopback, and our client before it."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, Look
from integrations.sandbox.alerts import Desk, Faults, Status, create_alert_feeds, feed_path
from integrations.sandbox.serve import serving

START = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@dataclass
class HandClock:
    """Each look at it is a second later."""

    moment: datetime = START

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class Newsroom:
    """The stand-in with its knobs, the client, and what the client's caller keeps."""

    base: str
    clock: HandClock
    desk: Desk
    faults: Faults
    http: httpx.AsyncClient
    asked: list[str] = field(default_factory=list)
    had: set[str] = field(default_factory=set)
    seen: Seen = field(default_factory=Seen)

    def publish(self, *samples: str, status: Status = Status.REAL) -> None:
        for sample in samples:
            self.desk.publish(self.desk.samples[sample], status)

    async def look(self, feed: str = "eqvol", limits: Limits | None = None) -> Look:
        look = await JmaFeeds(self.http, limits).look(self.base + feed_path(feed), self.seen, self.known)
        self.seen = look.seen
        self.had |= {each.id for each in look.telegrams} | {each.id for each in look.refused}
        return look

    async def known(self, ids: Sequence[str]) -> Collection[str]:
        return self.had & set(ids)

    def paths(self) -> list[str]:
        """What was asked for since the last call of this, as last parts of paths."""
        paths, self.asked[:] = [httpx.URL(each).path.rsplit("/", 1)[-1] for each in self.asked], []
        return paths


@asynccontextmanager
async def newsroom() -> AsyncIterator[Newsroom]:
    clock = HandClock()
    desk, faults = Desk(clock.now), Faults()
    asked: list[str] = []

    async def journal(request: httpx.Request) -> None:
        asked.append(str(request.url))

    hooks = {"request": [journal]}
    async with (
        serving(create_alert_feeds(desk, faults)) as base,
        httpx.AsyncClient(trust_env=False, event_hooks=hooks) as http,
    ):
        yield Newsroom(base, clock, desk, faults, http, asked)
