"""From the JMA's feed to the greeting: each forecast once, the newest of a day, and never an alert."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, select

from bot.bootstrap.alerts import AlertWatch, sources_of
from bot.bootstrap.forecasts import ForecastSource, forecast_jobs
from bot.bootstrap.taking import Taking
from bot.core.triggers import FollowedFeeds
from bot.core.weather import DayForecast, ForecastPlace
from bot.storage.alerts import AlertStore
from bot.storage.database import Database
from bot.storage.forecasts import ForecastStore
from bot.storage.tables import alerts, forecasts, proposals
from config.alerts import load_alerts
from config.municipality import load_city
from config.settings import Settings
from integrations.alerts.jma import JmaFeeds
from integrations.sandbox.alerts import Status
from integrations.sandbox.alerts.faults import Fault, FaultKind
from tests.integration.alerts.jma_newsroom import START, Newsroom, newsroom
from tests.integration.storage.test_city_commands import Noted

PLACE = ForecastPlace("070000", "070030", "36361")
TOKYO = ZoneInfo("Asia/Tokyo")
NOW = START + timedelta(minutes=1)
TODAY = NOW.astimezone(TOKYO).date()


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as built:
        yield built


def source(room: Newsroom, database: Database) -> ForecastSource:
    """A fresh one each time, as after a restart."""
    feeds = f"{room.base}/developer/xml/feed"
    return ForecastSource(feeds, PLACE, JmaFeeds(room.http), ForecastStore(database), TOKYO)


async def rows(database: Database, table: Table) -> list[Any]:
    async with database.reading() as connection:
        return list(await connection.execute(select(table)))


async def test_a_forecast_is_fetched_once_and_kept_for_its_days(room: Newsroom, database: Database) -> None:
    room.publish("forecast")
    assert await source(room, database).look(NOW) == 3
    assert [each.startswith("2026") for each in room.paths()] == [False, True]
    found = await ForecastStore(database).of("070030", TODAY)
    assert sorted((each.day - TODAY).days for each in found) == [0, 1, 2]
    assert next(each for each in found if each.day == TODAY).sky == "くもり時々雨"
    assert await source(room, database).look(NOW) == 0
    assert room.paths() == ["regular.xml"], "known of today: the feed of several days is left alone"


async def test_what_nobody_reads_is_not_fetched(room: Newsroom, database: Database) -> None:
    room.desk.put("regular", "20261122050000_0_VPFW50_070000.xml", b"<x/>")
    room.desk.put("regular", "20261122050000_0_VPFD51_130000.xml", b"<x/>")
    assert await source(room, database).look(NOW) == 0
    assert set(room.paths()) == {"regular.xml", "regular_l.xml"}


async def test_a_training_forecast_is_no_weather_and_is_not_asked_for_again(room: Newsroom, database: Database) -> None:
    room.publish("forecast", status=Status.TRAINING)
    assert [await source(room, database).look(NOW) for _ in range(2)] == [0, 0]
    assert len([each for each in room.paths() if "VPFD51" in each]) == 1
    assert await rows(database, forecasts) == []


async def test_an_older_one_that_comes_late_changes_nothing(room: Newsroom, database: Database) -> None:
    store = ForecastStore(database)
    newer = DayForecast("070030", TODAY, "晴れ", NOW, 20, 0)
    assert await store.keep("b", [newer], NOW) == 1
    assert await store.keep("a", [replace(newer, sky="雨", issued=NOW - timedelta(hours=6))], NOW) == 0
    assert await store.keep("c", [replace(newer, sky="くもり")], NOW) == 1, "a correction of the same moment holds"
    assert [each.sky for each in await store.of("070030", TODAY)] == ["くもり"]


async def test_a_city_that_follows_the_same_feed_for_alerts_gets_none_of_it(room: Newsroom, database: Database) -> None:
    of_city = replace(load_alerts("aizuwakamatsu"), feeds=FollowedFeeds(jma=("regular",)))
    settings = Settings(jma_feeds=f"{room.base}/developer/xml/feed")
    taking = Taking(AlertStore(database), "会津若松市", of_city.triggers)
    watch = AlertWatch(tuple(sources_of(settings, of_city, taking, room.http)), Noted())
    room.publish("forecast")
    assert await watch.look(NOW) == 0
    assert await source(room, database).look(NOW) == 3, "and what one has read the other has not"
    assert await rows(database, alerts) == await rows(database, proposals) == []


async def test_a_feed_that_is_down_says_so_once_and_is_asked_again(room: Newsroom, database: Database) -> None:
    room.publish("forecast")
    room.faults.planned.append(Fault(FaultKind.DOWN, times=1))
    watch = AlertWatch((source(room, database),), Noted())
    assert [await watch.look(NOW) for _ in range(2)] == [0, 3]


async def test_who_greets_nobody_asks_for_no_weather(database: Database) -> None:
    city, store = load_city("aizuwakamatsu"), ForecastStore(database)
    silent = replace(city, quiet_days=replace(city.quiet_days, offered=False))
    settings = Settings(jma_feeds="http://127.0.0.1:9/feed")
    for each, expected in ((city, ["forecasts"]), (silent, [])):
        async with forecast_jobs(settings, each, store, Noted()) as jobs:
            assert [job.name for job in jobs] == expected
    async with forecast_jobs(Settings(), city, store, Noted()) as jobs:
        assert jobs == ()
