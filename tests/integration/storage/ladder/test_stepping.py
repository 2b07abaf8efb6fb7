"""Moving silent people on in a real database: each once, whoever else moves them, and nobody who has answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bootstrap.ladder import ladder_job
from bot.core.ladder import Ladder, Road
from bot.core.ladder import Step as LadderStep
from bot.rules.ladder import due
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ladder import stepping, telling
from bot.storage.ladder.stepping import LadderStore
from bot.storage.tables import check_ins
from bot.storage.wakeups.in_process import InProcessWakeups
from tests.integration.storage.ladder.town import (
    CITY,
    QUAKE,
    agreed,
    answer,
    ask,
    block,
    change,
    later,
    settle,
    shown,
    step,
    steps,
    told,
    user,
)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "CHUNK", 7)
    monkeypatch.setattr(stepping, "LARGE", 1)


async def silent_town(database: Database, size: int) -> None:
    """Everybody has LINE, and a daughter in common who may know."""
    names = [f"P{number:03}" for number in range(size)]
    await settle(
        database,
        people=[*(f"{each},花子,D1,0" for each in names), "Y,雪,D2,0"],
        accounts=[*(f"{each},line,{user(number)}" for number, each in enumerate(names)), f"Y,line,{user(900)}"],
        relations=[f"{each},Y,family,娘,1" for each in names],
        consents=agreed(*names),
    )
    await ask(database)
    await answer(database, "Y")


async def test_one_step_moves_each_silent_person_once(database: Database) -> None:
    await silent_town(database, 40)
    assert await step(LadderStore(database), Road.REMINDER) == 40
    assert await step(LadderStore(database), Road.REMINDER) == 0
    assert await steps(database) == {"Y": 0} | {f"P{number:03}": 1 for number in range(40)}
    assert await told(database) == sorted((user(number), "reminder.header") for number in range(40))


@pytest.mark.parametrize("road", [Road.REMINDER, Road.FAMILY])
async def test_two_workers_at_the_same_time_move_each_once(database: Database, road: Road) -> None:
    await silent_town(database, 60)
    one, other = LadderStore(database), LadderStore(database)
    moved = await asyncio.gather(step(one, road), step(other, road))
    assert sum(moved) == 60
    assert set((await steps(database)).values()) == {0, 1}
    assert len(await told(database)) == 60
    assert len(await shown(database)) == (60 if road is Road.FAMILY else 0)


async def test_nobody_who_has_answered_is_moved_or_written_to(database: Database) -> None:
    await silent_town(database, 3)
    await answer(database, "P001")
    assert await step(LadderStore(database), Road.REMINDER) == 2
    assert await told(database) == [(user(0), "reminder.header"), (user(2), "reminder.header")]


async def test_somebody_who_began_and_did_not_finish_is_silent(database: Database) -> None:
    await silent_town(database, 1)
    await change(database, ["P000"], progress="began")
    assert await step(LadderStore(database), Road.REMINDER) == 1


async def test_whoever_cannot_be_reached_is_another_group(database: Database) -> None:
    await settle(
        database,
        people=["P1,花子,D1,0", "P2,京子,D1,0", "P3,健,D1,0"],
        accounts=[f"P1,line,{user(1)}", f"P2,line,{user(2)}"],
    )
    await block(database, user(2))
    await ask(database)
    store = LadderStore(database)
    assert await step(store, Road.REMINDER, reachable=False, skipped=True) == 2
    assert await step(store, Road.REMINDER) == 1
    assert await told(database) == [(user(1), "reminder.header")]


async def test_who_needs_support_is_another_group_as_it_was_when_they_were_asked(database: Database) -> None:
    await settle(
        database, people=["P1,花子,D1,1", "P2,京子,D1,0"], accounts=[f"P1,line,{user(1)}", f"P2,line,{user(2)}"]
    )
    await ask(database)
    await settle(database, people=["P1,花子,D1,0"])
    assert await step(LadderStore(database), Road.REMINDER, needed=True) == 1
    assert (await steps(database)) == {"P1": 1, "P2": 0}


async def test_whoever_was_never_asked_is_on_no_ladder(database: Database) -> None:
    await silent_town(database, 2)
    await change(database, ["P000"], asked_at=None)
    store = LadderStore(database)
    assert await step(store, Road.REMINDER, now=later(500)) == 1
    assert (await steps(database))["P000"] == 0


async def test_whoever_was_asked_later_waits_for_their_own_time(database: Database) -> None:
    await silent_town(database, 2)
    await change(database, ["P000"], asked_at=later(30))
    job = ladder_job(database, CITY, InProcessWakeups())
    assert await job.run(later(16)) == 1
    assert (await steps(database))["P000"] == 0
    await job.run(later(46))
    assert (await steps(database))["P000"] == 1


async def test_a_closed_incident_moves_nobody_even_when_it_closes_after_the_look(database: Database) -> None:
    await silent_town(database, 2)
    await IncidentStore(database).close(QUAKE.id, later(1))
    assert await step(LadderStore(database), Road.REMINDER) == 0
    assert await ladder_job(database, CITY, InProcessWakeups()).run(later(500)) == 0
    assert await told(database) == []


async def test_closing_drops_the_reminders_that_nobody_has_tried_to_send(database: Database) -> None:
    await silent_town(database, 3)
    await step(LadderStore(database), Road.REMINDER)
    await IncidentStore(database).close(QUAKE.id, later(1))
    async with database.reading() as connection:
        states = (await connection.exec_driver_sql("SELECT DISTINCT state FROM outbox")).scalars().all()
    assert states == ["dropped"]


class Crash(Exception):  # noqa: N818 - what it is
    """The process ends here."""


@pytest.mark.parametrize("road", [Road.REMINDER, Road.FAMILY])
async def test_a_crash_before_the_commit_leaves_nothing_and_doubles_nothing(
    database: Database, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    await silent_town(database, 20)
    whole, calls = telling.tell, []

    async def crashes(connection: AsyncConnection, *told_: object) -> int:
        going = await whole(connection, *told_)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 2:
            raise Crash
        return going

    monkeypatch.setattr(stepping, "tell", crashes)
    with pytest.raises(Crash):
        await step(LadderStore(database), road)
    assert len(await told(database)) == sum((await steps(database)).values())
    monkeypatch.setattr(stepping, "tell", whole)
    await step(LadderStore(database), road)
    assert set((await steps(database)).values()) == {0, 1}
    assert len(await told(database)) == 20
    assert len(await shown(database)) == (20 if road is Road.FAMILY else 0)


async def test_a_look_names_only_what_may_concern_somebody(database: Database) -> None:
    await silent_town(database, 2)
    store, ladder = LadderStore(database), Ladder((LadderStep(Road.STAFF, timedelta(minutes=9), timedelta(minutes=9)),))
    assert await store.awaited(QUAKE, due(ladder, QUAKE, later(8))) == ()
    assert {each.group.support_needed for each in await store.awaited(QUAKE, due(ladder, QUAKE, later(9)))} == {False}
    await step(store, Road.STAFF)
    assert await store.awaited(QUAKE, due(ladder, QUAKE, later(9))) == ()
    assert await store.awaited(QUAKE, ()) == ()


@asynccontextmanager
async def held(database: Database, person: str) -> AsyncIterator[None]:
    """A turn of theirs has begun to write and has not committed."""
    async with database.writing() as connection:
        await connection.execute(update(check_ins).where(check_ins.c.person_id == person).values(label=""))
        yield


# SQLite has one writer: nothing else is written while a turn is.
@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_nobody_waits_for_somebody_whose_turn_is_being_written(database: Database) -> None:
    await silent_town(database, 10)
    async with held(database, "P004"):
        assert await asyncio.wait_for(step(LadderStore(database), Road.REMINDER), 5) == 9
    assert await step(LadderStore(database), Road.REMINDER) == 1
