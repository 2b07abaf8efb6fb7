"""After an outage: what the JMA announced meanwhile is read from its feed of several days, once, in order, and real."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select
from structlog.testing import capture_logs

from bot.bootstrap.alerts import AlertWatch, sources_of
from bot.bootstrap.catching_up import REST
from bot.bootstrap.taking import Taking
from bot.core.proposals import ProposalState
from bot.storage.alerts import AlertStore, ProposalStore
from bot.storage.database import Database
from bot.storage.tables import alerts, fetched_telegrams, proposals
from config.alerts import load_alerts
from config.settings import Settings
from integrations.alerts.jma.coverage import EDITION
from integrations.sandbox.alerts import Status
from integrations.sandbox.alerts.faults import Fault, FaultKind, Place
from tests.integration.alerts.jma_newsroom import START, Newsroom, newsroom
from tests.integration.storage.test_city_commands import CITY, Noted

AIZU = load_alerts("aizuwakamatsu")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Outage:
    """A city that looks, looks away, and looks again; START is half past the hour."""

    def __init__(self, database: Database, room: Newsroom) -> None:
        self.database = database
        self.room = room
        self.store = AlertStore(database)
        self.restart()

    def restart(self) -> None:
        """What only a process knows is gone."""
        taking = Taking(self.store, CITY.name, replace(AIZU.triggers, warnings=(3, 4, 5)))
        settings = Settings(jma_feeds=f"{self.room.base}/developer/xml/feed")
        self.watch = AlertWatch(tuple(sources_of(settings, AIZU, taking, self.room.http)), Noted())

    async def look(self, at: datetime) -> int:
        self.room.clock.moment = at
        return await self.watch.look(at)

    async def keep_looking(self, begin: datetime, end: datetime) -> int:
        """Once a minute."""
        return sum([await self.look(begin + each * MINUTE) for each in range(int((end - begin) / MINUTE))])

    def announce(self, at: datetime, *samples: str, status: Status = Status.REAL) -> None:
        self.room.clock.moment = at
        self.room.publish(*samples, status=status)

    def long_asked(self) -> int:
        return sum(each.endswith("_l.xml") for each in self.room.paths())

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))


@pytest.fixture
async def outage(database: Database) -> AsyncIterator[Outage]:
    async with newsroom() as room:
        yield Outage(database, room)


async def test_a_quake_of_an_outage_is_proposed_once_the_city_looks_again(outage: Outage) -> None:
    await outage.look(START)
    outage.announce(START + HOUR, "quake")
    outage.announce(START + 2 * HOUR, "rain_level_4")
    outage.restart()
    assert await outage.look(START + 3 * HOUR) == 2
    waiting = await ProposalStore(outage.database).waiting()
    assert sorted(each.draft.hazard.value for each in waiting) == ["earthquake", "flood"]


async def test_the_feed_that_was_lost_is_caught_up_without_a_restart(outage: Outage) -> None:
    await outage.look(START)
    outage.room.faults.planned.append(Fault(FaultKind.DOWN, place=Place.FEEDS))
    outage.announce(START + 5 * MINUTE, "quake")
    assert await outage.keep_looking(START, START + HOUR) == 0
    outage.room.faults.planned.clear()
    assert await outage.keep_looking(START + HOUR, START + HOUR + 2 * REST) == 1


async def test_what_was_issued_first_is_taken_first_and_each_once(outage: Outage) -> None:
    outage.announce(START, "quake_flash", "quake", "quake_cancelled")
    outage.announce(START + 56 * MINUTE, "rain_level_4")
    with capture_logs() as logs:
        assert await outage.look(START + HOUR) == 4
    kept = [each["became"] for each in logs if each["event"] == "alert.kept"]
    assert kept == ["propose", "join", "correct", "propose"]
    assert await outage.keep_looking(START + HOUR, START + 3 * HOUR) == 0
    assert len(await outage.rows(fetched_telegrams)) == 4
    assert sorted(each.state for each in await outage.rows(proposals)) == ["waiting", "withdrawn"]


async def test_a_new_city_reads_nothing_that_no_rule_takes_any_more(outage: Outage) -> None:
    outage.announce(START - 48 * HOUR, "quake")
    outage.announce(START - 6 * HOUR - MINUTE, "rain_level_4")
    outage.announce(START - 5 * HOUR, "landslide_level_4")
    assert await outage.look(START) == 1
    assert [each.hazard for each in await outage.rows(proposals)] == ["landslide"]
    assert len(await outage.rows(alerts)) == len(await outage.rows(fetched_telegrams)) == 1


async def test_old_news_proposes_nothing_though_the_feed_says_that_it_is_new(outage: Outage) -> None:
    """The catch-up goes by the times of the feed, the rules by that of the telegram itself."""
    outage.announce(START - 48 * HOUR, "quake")
    (old,) = outage.room.desk.published
    outage.room.desk.published = [replace(old, at=START - HOUR)]
    assert await outage.look(START) == 1
    assert ([row.became for row in await outage.rows(alerts)], await outage.rows(proposals)) == (["stale"], [])


@pytest.mark.parametrize("status", [Status.TRAINING, Status.TEST])
async def test_a_training_of_an_outage_leads_to_nothing(outage: Outage, status: Status) -> None:
    outage.announce(START, "quake_flash", "quake", "rain_level_4", "flood_level_4", status=status)
    assert await outage.look(START + 2 * HOUR) == 4
    assert await outage.rows(proposals) == []
    assert {row.became for row in await outage.rows(alerts)} == {"not_real"}


async def test_what_the_last_edition_does_not_have_comes_with_the_next(outage: Outage) -> None:
    """Announced at 6:05, back at 6:40: the edition of 6:00 is too old for it, the feed of the minute too short."""
    outage.announce(START + 35 * MINUTE, "quake")
    back = START + 70 * MINUTE
    assert await outage.keep_looking(back, START + 90 * MINUTE) == 0
    assert await outage.keep_looking(START + 90 * MINUTE, START + 95 * MINUTE) == 1


async def test_the_long_feed_is_left_alone_once_the_gap_is_closed(outage: Outage) -> None:
    await outage.keep_looking(START, START + EDITION - 5 * MINUTE)
    asked = outage.long_asked()
    assert 0 < asked <= 2 * (EDITION / REST)
    await outage.keep_looking(START + EDITION - 5 * MINUTE, START + 4 * HOUR)
    assert outage.long_asked() <= 2
    outage.restart()
    await outage.look(START + 4 * HOUR)
    assert outage.long_asked() == 0, "a short restart misses nothing"


async def test_the_long_feed_is_asked_conditionally(outage: Outage) -> None:
    outage.announce(START - HOUR, "quake")
    answers: list[int] = []

    async def note(response: Any) -> None:
        if response.url.path.endswith("eqvol_l.xml"):
            answers.append(response.status_code)

    outage.room.http.event_hooks["response"] = [note]
    await outage.keep_looking(START, START + 35 * MINUTE)
    assert answers[0] == 200
    assert answers.count(200) == 2, "once for each edition"
    assert set(answers) == {200, 304}


async def test_a_long_feed_that_is_down_is_told_of_once_and_the_minute_goes_on(outage: Outage) -> None:
    outage.room.faults.planned.append(Fault(FaultKind.DOWN, place=Place.LONG_FEEDS))
    outage.announce(START - HOUR, "quake")
    outage.announce(START - MINUTE, "rain_level_4")
    with capture_logs() as logs:
        assert await outage.keep_looking(START, START + 10 * MINUTE) == 1
        assert outage.long_asked() == 2, "whoever waits for it in vain keeps the ladder waiting"
        outage.room.faults.planned.clear()
        assert await outage.keep_looking(START + 10 * MINUTE, START + 13 * MINUTE) == 1
    told = [(each["event"], each["feed"]) for each in logs if each["event"] in ("alert_feed.lost", "alert_feed.back")]
    assert told == [(f"alert_feed.{what}", f"jma {feed}_l") for what in ("lost", "back") for feed in ("eqvol", "extra")]


async def test_what_is_new_goes_before_a_long_feed_that_does_not_answer(outage: Outage) -> None:
    outage.room.faults.planned.append(Fault(FaultKind.DOWN, place=Place.LONG_FEEDS))
    await outage.look(START)
    outage.room.paths()
    await outage.look(START + 10 * MINUTE)
    asked = outage.room.paths()
    assert asked.index("eqvol.xml") < asked.index("eqvol_l.xml")


async def test_a_telegram_that_did_not_come_while_it_was_listed_is_asked_for_again(outage: Outage) -> None:
    await outage.look(START)
    outage.announce(START + MINUTE, "quake")
    outage.room.faults.planned.append(Fault(FaultKind.DOWN, place=Place.TELEGRAMS))
    assert await outage.keep_looking(START + MINUTE, START + 15 * MINUTE) == 0
    outage.room.faults.planned.clear()
    assert await outage.keep_looking(START + 15 * MINUTE, START + 35 * MINUTE) == 1


async def test_more_than_one_look_takes_comes_with_the_next_without_a_rest(outage: Outage) -> None:
    outage.announce(START, *["rain_level_3"] * 150)
    assert await outage.look(START + HOUR) == 100
    assert await outage.look(START + HOUR + timedelta(seconds=20)) == 50


async def test_what_waits_is_taken_back_however_late_the_cancellation_is_read(outage: Outage) -> None:
    outage.announce(START, "quake")
    assert await outage.look(START + MINUTE) == 1
    outage.announce(START + 10 * MINUTE, "quake_cancelled", "rain_level_4")
    assert await outage.look(START + 9 * HOUR) == 1
    assert [each.state for each in await ProposalStore(outage.database).newest(5)] == [ProposalState.WITHDRAWN]
    assert len(await outage.rows(alerts)) == 2, "nothing stands any more that the old warning could concern"
