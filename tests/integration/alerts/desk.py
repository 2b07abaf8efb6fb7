"""The stand-ins over real connections, with what drives them and what looks at them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from integrations.alerts.cap import CapFeeds
from integrations.alerts.l_alert import LAlertFeed
from integrations.alerts.linked import Limits
from integrations.alerts.pulling import Feed, HeaderAuth
from integrations.alerts.rescuenow import RescuenowFeed
from integrations.sandbox.cap import Board, create_cap
from integrations.sandbox.l_alert import Board as LAlertBoard
from integrations.sandbox.l_alert import create_l_alert
from integrations.sandbox.rescuenow import Flags, create_rescuenow
from integrations.sandbox.serve import serving

USER, PASSWORD, TOKEN = "anpi", "sandbox-password", "sandbox-token"


@dataclass(frozen=True, slots=True)
class Desk:
    """`base`: the stand-in's address."""

    http: httpx.AsyncClient
    base: str

    async def publish(self, what: str, sample: str, push_to: str | None = None) -> httpx.Response:
        body = {"sample": sample} | ({"push_to": push_to} if push_to else {})
        return await self.http.post(f"{self.base}/sandbox/{what}", json=body)

    async def fail(self, kind: str, **more: float) -> None:
        (await self.http.post(f"{self.base}/sandbox/faults", json={"kind": kind, **more})).raise_for_status()

    async def mend(self) -> None:
        (await self.http.delete(f"{self.base}/sandbox/faults")).raise_for_status()

    def l_alert(self, password: str = PASSWORD, seconds: float = 5.0) -> LAlertFeed:
        return LAlertFeed(self.http, Feed(f"{self.base}/documents", httpx.BasicAuth(USER, password), seconds))

    @property
    def cap_feed(self) -> str:
        return f"{self.base}/feed.xml"

    def cap(self, token: str = TOKEN) -> CapFeeds:
        return CapFeeds(self.http, HeaderAuth("Authorization", f"Bearer {token}"), Limits(seconds=2))

    def rescuenow(self, token: str = TOKEN) -> RescuenowFeed:
        return RescuenowFeed(
            self.http, Feed(f"{self.base}/occurrences", HeaderAuth("Authorization", f"Bearer {token}"))
        )


@asynccontextmanager
async def cap_desk() -> AsyncIterator[Desk]:
    app = create_cap(Board(), TOKEN)
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        yield Desk(http, base)


@asynccontextmanager
async def l_alert_desk() -> AsyncIterator[Desk]:
    app = create_l_alert(LAlertBoard(), (USER, PASSWORD))
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        yield Desk(http, base)


@asynccontextmanager
async def rescuenow_desk() -> AsyncIterator[Desk]:
    app = create_rescuenow(Flags(), TOKEN)
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        yield Desk(http, base)
