"""About how many people somebody was really written to: what the report says of the ladder."""

import pytest
from sqlalchemy import delete, update

from bot.bootstrap.ladder import climb
from bot.core.ladder import Road
from bot.rules.ladder import Due, Group
from bot.storage.database import Database
from bot.storage.ladder.stepping import LadderStore
from bot.storage.ladder.told import read_told
from bot.storage.tables import outbox, steps_told
from tests.integration.storage.ladder.test_short_of_messages import with_daughter
from tests.integration.storage.ladder.town import ASKED, CITY, QUAKE, agreed, ask, change, later, settle, step, user


async def told_steps(database: Database) -> dict[int, int | None]:
    async with database.reading() as connection:
        return dict(await read_told(connection, QUAKE.id))


async def town(database: Database) -> LadderStore:
    """P1 has LINE and a daughter who may know, P2 has LINE alone, P3 has nothing; the leader of D1 has LINE."""
    await settle(
        database,
        people=["P1,花子,D1,0", "P2,京子,D1,0", "P3,健,D2,0", "Y,雪,,0", "L,勇,,0"],
        accounts=[f"P1,line,{user(1)}", f"P2,line,{user(2)}", f"Y,line,{user(3)}", f"L,line,{user(4)}"],
        relations=["P1,Y,family,娘,1", "P3,Y,family,娘,1"],
        consents=agreed("P1"),
        roles=["L,leader,D1", "P1,leader,D2"],
    )
    await ask(database)
    await change(database, ["Y", "L"], asked_at=None)
    return LadderStore(database)


async def test_whoever_cannot_be_reached_or_is_overtaken_was_not_reminded(database: Database) -> None:
    store = await town(database)
    await step(store, Road.REMINDER)
    await step(store, Road.REMINDER, reachable=False, skipped=True)
    await step(store, Road.REMINDER, taken=1, skipped=True)
    assert await told_steps(database) == {0: 2, 1: 0}


async def test_of_steps_taken_before_they_were_counted_nobody_knows_how_many(database: Database) -> None:
    store = await town(database)
    assert await told_steps(database) == {}
    await step(store, Road.REMINDER)
    async with database.writing() as connection:
        await connection.execute(delete(steps_told))
    await step(store, Road.FAMILY, taken=1)
    assert await told_steps(database) == {0: None, 1: 1}


async def test_family_is_counted_where_somebody_of_it_was_told(database: Database) -> None:
    store = await town(database)
    assert await step(store, Road.FAMILY) + await step(store, Road.FAMILY, reachable=False) == 3
    assert await told_steps(database) == {0: 1}


async def test_a_leader_who_cannot_be_written_to_was_told_of_nobody(database: Database) -> None:
    store = await town(database)
    async with database.writing() as connection:
        await connection.exec_driver_sql(f"DELETE FROM accounts WHERE address = '{user(1)}'")
    assert await step(store, Road.LEADER) + await step(store, Road.LEADER, reachable=False) == 3
    assert await told_steps(database) == {0: 2}


@pytest.mark.parametrize(("road", "left", "told"), [(r, n, n) for r in (Road.REMINDER, Road.FAMILY) for n in (0, 1, 2)])
async def test_about_whom_something_waits_for_messages_nobody_was_told(
    database: Database, road: Road, left: int, told: int
) -> None:
    await with_daughter(database)
    of = Due(Group(0, support_needed=False, reachable=True), road, 1, ASKED)
    await climb(LadderStore(database), QUAKE, CITY, of, later(1), left)
    assert (await told_steps(database))[0] == told


@pytest.mark.parametrize(("left", "told"), [(0, {0: 0}), (1, {0: 2})])
async def test_a_leader_whose_message_waits_was_told_of_nobody(
    database: Database, left: int, told: dict[int, int]
) -> None:
    store = await town(database)
    async with database.writing() as connection:
        await connection.execute(update(outbox).values(state="done"))
    of = Due(Group(0, support_needed=False, reachable=True), Road.LEADER, 1, ASKED)
    await climb(store, QUAKE, CITY, of, later(1), left)
    assert await told_steps(database) == told


async def test_a_step_that_is_taken_again_is_counted_once(database: Database) -> None:
    store = await town(database)
    for _ in range(2):
        await step(store, Road.REMINDER)
    assert await told_steps(database) == {0: 2}
