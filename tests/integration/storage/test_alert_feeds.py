"""From a telegram in a feed to the question on people's phones: feeds, rules, store and opening together."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import Table, select, update
from structlog.testing import capture_logs

from bot.bootstrap.alerts import AlertWatch, PulledSource, sources_of
from bot.bootstrap.catching_up import LONG_REST
from bot.bootstrap.proposals import Proposals
from bot.bootstrap.taking import Taking
from bot.core.alerts import AlertStatus
from bot.core.ports import Signal
from bot.core.proposals import ProposalState
from bot.storage.alerts import AlertStore, ProposalStore
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.rows.letters import letter_of
from bot.storage.tables import alerts, check_ins, fetched_telegrams, outbox, proposals
from config.alerts import NOTHING, load_alerts
from config.settings import Settings
from integrations.alerts.jma import parse_telegram
from integrations.sandbox.alerts import Status
from tests.integration.alerts.desk import l_alert_desk
from tests.integration.alerts.jma_newsroom import Newsroom, newsroom
from tests.integration.storage.test_city_commands import CITY, DEMO, Noted

AIZU = load_alerts("aizuwakamatsu")
WAIT = timedelta(minutes=10)


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as built:
        yield built


class Town:
    """The demonstration town with a feed, and a wait of ten minutes."""

    def __init__(self, database: Database, room: Newsroom) -> None:
        self.database = database
        self.room = room
        self.wakeups = Noted()
        self.store = ProposalStore(database)
        self.proposals = Proposals(self.store, CITY, self.wakeups)
        self.watch = self.another_watch()

    def another_watch(self) -> AlertWatch:
        triggers = replace(AIZU.triggers, wait=WAIT)
        taking = Taking(AlertStore(self.database), CITY.name, triggers)
        settings = Settings(jma_feeds=f"{self.room.base}/developer/xml/feed")
        return AlertWatch(tuple(sources_of(settings, AIZU, taking, self.room.http)), self.wakeups)

    @property
    def now(self) -> datetime:
        return self.room.desk.published[-1].at + timedelta(seconds=5)

    async def look(self, *samples: str, status: Status = Status.REAL) -> int:
        self.room.publish(*samples, status=status)
        return await self.watch.look(self.now)

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))

    async def states(self) -> list[str]:
        return [each.state.value for each in await self.store.newest(10)]


@pytest.fixture
async def town(database: Database, room: Newsroom) -> Town:
    files = {each.name: each.read_bytes() for each in DEMO.glob("*.csv")}
    await CityStore(database).write(read_town(files), datetime(2026, 11, 1, tzinfo=UTC), lambda _: None)
    return Town(database, room)


async def test_a_quake_becomes_a_question_to_the_whole_city_when_the_wait_is_over(town: Town) -> None:
    assert await town.look("quake_flash", "quake") == 2
    (proposal,) = await town.store.waiting()
    assert proposal.draft.title.endswith("分ごろの地震（気象庁発表）")
    assert await town.proposals.let_go(town.now + WAIT - timedelta(seconds=10)) == 0
    assert await town.proposals.let_go(town.now + WAIT) == 1
    (incident,) = await IncidentStore(town.database).all()
    assert (incident.level, incident.districts, incident.drill) == ("5強", (), False)
    assert len(await town.rows(check_ins)) == len((DEMO / "people.csv").read_text("utf-8").splitlines()) - 1
    letters = [letter_of(row) for row in await town.rows(outbox)]
    assert letters
    assert all(each.incident == incident.id and not each.speech.drill for each in letters)
    assert Signal.OUTBOX in town.wakeups.signals
    assert await town.states() == [ProposalState.GONE]


async def test_two_workers_let_it_go_once(town: Town) -> None:
    await town.look("quake")
    others = [Proposals(ProposalStore(town.database), CITY, Noted()) for _ in range(3)]
    went = await asyncio.gather(*(each.let_go(town.now + WAIT) for each in others))
    assert sum(went) == 1
    assert len(await IncidentStore(town.database).all()) == 1


async def test_what_cannot_be_carried_out_stops_no_other_and_is_left_to_staff(town: Town) -> None:
    await town.look("quake", "rain_level_4")
    async with town.database.writing() as connection:
        await connection.execute(
            update(proposals).where(proposals.c.hazard == "earthquake").values(districts=["nowhere"])
        )
    assert await town.proposals.let_go(town.now + WAIT) == 1
    assert await town.proposals.let_go(town.now + WAIT) == 0
    (waits,) = await town.store.waiting()
    assert waits.goes_at is None


async def test_two_workers_that_look_at_once_propose_once(town: Town) -> None:
    town.room.publish("quake_flash", "quake", "rain_level_4", "landslide_level_4")
    await asyncio.gather(*(town.another_watch().look(town.now) for _ in range(3)))
    assert len(await town.rows(alerts)) == 4
    assert len(await town.rows(proposals)) == 2


async def test_a_cancellation_within_the_wait_reaches_nobody(town: Town) -> None:
    await town.look("quake")
    await town.look("quake_cancelled")
    assert await town.proposals.let_go(town.now + WAIT) == 0
    assert await town.rows(outbox) == []
    assert await town.states() == [ProposalState.WITHDRAWN]


@pytest.mark.parametrize("status", [Status.TRAINING, Status.TEST])
async def test_a_training_leads_to_nothing(town: Town, status: Status) -> None:
    assert await town.look("quake_flash", "quake", "rain_level_4", "flood_level_4", status=status) == 4
    assert await town.proposals.let_go(town.now + timedelta(days=1)) == 0
    assert (await town.rows(proposals), await town.rows(outbox)) == ([], [])
    assert {each.became for each in await town.rows(alerts)} == {"not_real"}


@pytest.mark.parametrize("status", [Status.TRAINING, Status.TEST])
async def test_the_first_barrier_stands_alone(room: Newsroom, status: Status) -> None:
    """Whatever the rules and the store would do: no telegram that is not real is read as one."""
    for sample in room.desk.samples.values():
        if not sample.needs_one:
            raw = room.desk.publish(sample, status).raw
            assert parse_telegram(raw).status is not AlertStatus.REAL


async def test_the_second_barrier_stands_alone(town: Town) -> None:
    """Nothing is waited for, and nothing is carried out: the rules write no proposal in the first place."""
    raw = town.room.desk.publish(town.room.desk.samples["quake"], Status.TRAINING).raw
    triggers = replace(AIZU.triggers, wait=timedelta(0))
    settled = await AlertStore(town.database).take(parse_telegram(raw), town.now, (CITY.name, triggers))
    assert settled is not None
    assert settled.proposal is None
    assert await town.rows(proposals) == []


async def test_nothing_comes_twice_and_what_is_unchanged_is_not_asked_for(town: Town) -> None:
    await town.look("quake")
    town.room.paths()
    assert await town.another_watch().look(town.now) == 0
    assert town.room.paths() == ["eqvol.xml", "extra.xml"]
    assert len(await town.rows(fetched_telegrams)) == 1


async def test_what_cannot_be_read_is_not_asked_for_again(town: Town) -> None:
    town.room.desk.put("eqvol", "broken.xml", b"no telegram")
    assert await town.look("quake") == 1
    town.room.paths()
    await town.look("quake_corrected")
    assert "broken.xml" not in town.room.paths()


async def test_more_than_one_look_takes_is_taken_in_one_go(town: Town) -> None:
    assert await town.look(*["rain_level_3"] * 45) == 45


async def test_a_feed_that_is_down_is_told_of_once_when_lost_and_once_when_back(town: Town) -> None:
    await town.room.http.post(f"{town.room.base}/sandbox/faults", json={"kind": "down", "place": "feeds"})
    with capture_logs() as logs:
        assert [await town.look("quake"), await town.look("rain_level_4")] == [0, 0]
        await town.room.http.delete(f"{town.room.base}/sandbox/faults")
        assert await town.watch.look(town.now) == 2
        assert await town.watch.look(town.now + LONG_REST) == 0
    told = [(each["event"], each["feed"]) for each in logs if each["event"].startswith("alert_feed")]
    assert told == [
        *(("alert_feed.lost", f"jma {feed}") for feed in ("eqvol_l", "eqvol", "extra_l", "extra")),
        *(("alert_feed.back", f"jma {feed}") for feed in ("eqvol", "extra", "eqvol_l", "extra_l")),
    ]


async def test_an_order_of_l_alert_is_proposed_for_its_districts(town: Town) -> None:
    async with l_alert_desk() as desk:
        taking = Taking(AlertStore(town.database), CITY.name, AIZU.triggers)
        watch = AlertWatch((PulledSource("l_alert", desk.base, desk.l_alert(), taking),), town.wakeups)
        for sample in ("elderly", "order", "exercise"):
            await desk.publish("documents", sample)
        now = datetime.now(UTC)
        assert await watch.look(now) == 3
        assert await watch.look(now) == 0
    (waits,) = await town.store.waiting()
    assert (waits.draft.title, sorted(waits.draft.districts)) == ("避難指示", ["higashiyama", "ikki", "monden"])
    assert waits.goes_at is None


async def test_without_an_address_or_without_a_wish_nothing_is_asked() -> None:
    async with httpx.AsyncClient() as http:
        taking = Taking.__new__(Taking)
        here = "http://127.0.0.1:1"
        everywhere = Settings(jma_feeds=here, l_alert_feed=here, rescuenow_feed=here, cap_feed=here)
        assert list(sources_of(Settings(), AIZU, taking, http)) == []
        assert list(sources_of(everywhere, NOTHING, taking, http)) == []
        names = [each.name for each in sources_of(everywhere, AIZU, taking, http)]
        assert names == ["jma eqvol", "jma extra", "l_alert"]
