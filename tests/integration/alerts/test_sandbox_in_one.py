"""The whole sandbox under one address: the JMA's feeds and L-Alert stand in it, each telegram where its feed says."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from bot.bootstrap.sandbox import (
    JMA_FEEDS_PATH,
    L_ALERT_FEED_PATH,
    RESCUENOW_FEED_PATH,
    SANDBOX_TOKEN,
    Announcements,
    create_sandbox,
)
from bot.cli.demo_alerts import alert_router
from bot.core.alerts import AlertStatus
from config.settings import Settings
from integrations.alerts.cap import CapFeeds
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, parse_telegram
from integrations.alerts.l_alert import LAlertFeed
from integrations.alerts.pulling import Feed, HeaderAuth
from integrations.alerts.rescuenow import RescuenowFeed
from integrations.sandbox.serve import serving


async def nothing_known(_: object) -> frozenset[str]:
    return frozenset()


def address(http: httpx.AsyncClient, path: str) -> str:
    return str(http.base_url.join(path))


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    announcements = Announcements()
    settings = Settings(l_alert_user="anpi", l_alert_password="secret")
    app = create_sandbox(settings, "http://127.0.0.1:1/line/webhook", announcements=announcements)
    app.include_router(alert_router(announcements))
    async with serving(app) as base, httpx.AsyncClient(base_url=base, trust_env=False) as client:
        yield client


async def test_the_buttons_put_telegrams_into_the_feed_each_an_event_of_its_own(http: httpx.AsyncClient) -> None:
    for button in ("training", "quake", "quake"):
        (await http.post(f"/demo/alerts/{button}")).raise_for_status()
    feeds = JmaFeeds(http, Limits(seconds=5, look_seconds=15))
    look = await feeds.look(address(http, f"{JMA_FEEDS_PATH}/eqvol.xml"), Seen(), nothing_known)
    alerts = [parse_telegram(each.raw) for each in look.telegrams]
    assert sorted(each.status for each in alerts) == [AlertStatus.REAL, AlertStatus.REAL, AlertStatus.TRAINING]
    assert len({each.event for each in alerts}) == 3


async def test_orders_stand_behind_the_password_and_each_is_a_document_of_its_own(http: httpx.AsyncClient) -> None:
    for _ in range(2):
        (await http.post("/demo/alerts/order")).raise_for_status()
    feed = Feed(address(http, L_ALERT_FEED_PATH), httpx.BasicAuth("anpi", "secret"))
    alerts, _ = await LAlertFeed(http, feed).look(Seen(), datetime.now(UTC))
    assert [each.level for each in alerts] == [4, 4]
    assert len({each.series for each in alerts}) == 2


async def test_openings_of_shelters_and_messages_of_cap_stand_in_it_too(http: httpx.AsyncClient) -> None:
    (await http.post("/demo/alerts/shelters")).raise_for_status()
    (await http.post("/cap/sandbox/messages", json={"sample": "order"})).raise_for_status()
    feed = Feed(address(http, L_ALERT_FEED_PATH), httpx.BasicAuth("anpi", "secret"))
    ((shelters,), _) = await LAlertFeed(http, feed).look(Seen(), datetime.now(UTC))
    assert len(shelters.shelters) == 6
    bearer = HeaderAuth("Authorization", f"Bearer {SANDBOX_TOKEN}")
    look = await CapFeeds(http, bearer).look(address(http, "/cap/feed.xml"), Seen(), nothing_known)
    assert len(look.telegrams) == 1


async def test_flags_of_rescuenow_stand_in_it_too(http: httpx.AsyncClient) -> None:
    (await http.post("/rescuenow/sandbox/occurrences", json={"sample": "earthquake"})).raise_for_status()
    feed = Feed(address(http, RESCUENOW_FEED_PATH), HeaderAuth("Authorization", f"Bearer {SANDBOX_TOKEN}"))
    ((flag,), _) = await RescuenowFeed(http, feed).look(Seen(), datetime.now(UTC))
    assert flag.title == "地震発生"


@pytest.mark.parametrize(
    "path",
    [
        "/demo/alerts/quake",
        "/demo/alerts/shelters",
        "/jma/sandbox/publish",
        "/l-alert/sandbox/publish",
        "/cap/sandbox/messages",
        "/rescuenow/sandbox/occurrences",
    ],
)
async def test_a_foreign_page_drives_none_of_it(path: str, http: httpx.AsyncClient) -> None:
    assert (await http.post(path, headers={"origin": "https://elsewhere.example"})).status_code == 403
