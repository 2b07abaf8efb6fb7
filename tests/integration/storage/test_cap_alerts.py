"""From a feed of CAP messages to a proposal: the senders that the city named, the three barriers, and each once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Table, select, update

from bot.bootstrap.alerts import AlertWatch, sources_of
from bot.bootstrap.proposals import Proposals
from bot.bootstrap.taking import Taking
from bot.core.alerts import AlertKind, AlertStatus
from bot.core.ids import PersonId
from bot.core.proposals import ProposalState
from bot.core.triggers import FollowedFeeds
from bot.storage.alerts import AlertStore, Obstacle, ProposalStore
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.tables import alerts, fetched_telegrams, outbox, proposals
from config.alerts import load_alerts
from config.settings import Settings
from integrations.sandbox.cap import SENDER
from tests.integration.alerts.desk import TOKEN, Desk, cap_desk
from tests.integration.storage.test_city_commands import CITY, DEMO, Noted

AIZU = replace(
    load_alerts("aizuwakamatsu"),
    feeds=FollowedFeeds(cap=True),
    cap_senders={SENDER: {"避難指示": AlertKind.EVACUATION_ORDER}},
)


class Town:
    def __init__(self, database: Database, desk: Desk) -> None:
        self.database = database
        self.desk = desk
        self.proposals = ProposalStore(database)

    async def look(self, *samples: str, wait: timedelta | None = None) -> int:
        for each in samples:
            (await self.desk.publish("messages", each)).raise_for_status()
        taking = Taking(AlertStore(self.database), CITY.name, replace(AIZU.triggers, wait=wait))
        settings = Settings(cap_feed=self.desk.cap_feed, cap_token=SecretStr(TOKEN))
        watch = AlertWatch(tuple(sources_of(settings, AIZU, taking, self.desk.http)), Noted())
        return await watch.look(datetime.now(UTC))

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    files = {each.name: each.read_bytes() for each in DEMO.glob("*.csv")}
    await CityStore(database).write(read_town(files), datetime(2026, 11, 1, tzinfo=UTC), lambda _: None)
    async with cap_desk() as desk:
        yield Town(database, desk)


async def test_an_order_of_a_sender_that_the_city_named_is_proposed_once(town: Town) -> None:
    assert [await town.look("order"), await town.look()] == [1, 0]
    (waits,) = await town.proposals.waiting()
    assert (waits.draft.title, waits.draft.districts) == ("避難指示", ("ikki",))
    (kept,) = await town.rows(alerts)
    assert b"urn:oasis:names:tc:emergency:cap:1.2" in kept.raw
    assert [each.id.startswith("cap:") for each in await town.rows(fetched_telegrams)] == [True]


async def test_its_cancellation_takes_the_proposal_back(town: Town) -> None:
    await town.look("order")
    await town.look("cancelled")
    assert [each.state for each in await town.proposals.newest(5)] == [ProposalState.WITHDRAWN]


async def test_the_same_order_of_a_stranger_is_kept_and_proposes_nothing(town: Town) -> None:
    assert await town.look("stranger", "unknown_kind", wait=timedelta(0)) == 2
    assert await town.rows(proposals) == []
    assert [(each.kind, each.became) for each in await town.rows(alerts)] == [("unknown", "unknown")] * 2


async def test_the_first_and_second_barrier_nothing_that_is_not_real_is_proposed(town: Town) -> None:
    assert await town.look("exercise", "test", "system", "draft", wait=timedelta(0)) == 4
    assert (await town.rows(proposals), await town.rows(outbox)) == ([], [])
    assert {each.became for each in await town.rows(alerts)} == {"not_real"}


async def test_the_third_barrier_stands_alone(town: Town) -> None:
    """As if both others had failed: a proposal waits, and the alert behind it turns out to be an exercise."""
    await town.look("order")
    async with town.database.writing() as connection:
        await connection.execute(update(alerts).values(status=AlertStatus.TRAINING.value))
    (waits,) = await town.proposals.waiting()
    now = datetime.now(UTC)
    done = await Proposals(town.proposals, CITY, Noted()).confirm(waits.id, PersonId("P041"), now)
    assert getattr(done, "why", None) is Obstacle.NOT_REAL
    assert await town.rows(outbox) == []
