"""Where the month's messages are short, who needs support is reminded first, and the others' reminders wait."""

from dataclasses import replace

from sqlalchemy import select, update

from bot.bootstrap.ladder import ladder_job
from bot.core.ids import IncidentId
from bot.core.ladder import Ladder
from bot.core.letters import Letter
from bot.core.people import City
from bot.core.quota import Quota
from bot.storage.database import Database
from bot.storage.rows.letters import letter_of
from bot.storage.tables import outbox
from bot.storage.wakeups.in_process import InProcessWakeups
from tests.integration.storage.ladder.town import CITY, QUAKE, ask, later, settle, steps, user


async def town(database: Database) -> None:
    """Six who are silent; two of them, whose ids come last, need support."""
    await settle(
        database,
        people=[f"P{number},花子,D1,{int(number > 3)}" for number in range(6)],
        accounts=[f"P{number},line,{user(number)}" for number in range(6)],
    )


async def reminders(database: Database) -> list[Letter]:
    async with database.reading() as connection:
        rows = await connection.execute(select(outbox).where(outbox.c.reminds_of.is_not(None)).order_by(outbox.c.seq))
        return [letter_of(row) for row in rows]


async def remind(database: Database, left: int, city: City = CITY) -> list[tuple[str, ...]]:
    """A look at minute 6, at which all is sent, and one at 16. `left`: LINE messages then."""

    async def quota() -> Quota:
        return Quota(200, 200 - left)

    job = ladder_job(database, city, InProcessWakeups(), quota=quota)
    await job.run(later(6))
    async with database.writing() as connection:
        await connection.execute(update(outbox).values(state="done"))
    before = len(await reminders(database))
    await job.run(later(16))
    return [each.recipients for each in (await reminders(database))[before:]]


async def test_who_needs_support_is_reminded_first_and_the_last_call_is_cut_to_what_is_left(database: Database) -> None:
    """At minute 16 the second reminder of those who need support is due, and the first one of the others."""
    await town(database)
    await ask(database)
    written = await remind(database, left=5)
    assert written == [(user(4), user(5)), (user(0), user(1), user(2)), (user(3),)]


async def test_nobody_waits_on_the_ladder_for_messages(database: Database) -> None:
    await town(database)
    await ask(database)
    await remind(database, left=0)
    assert await steps(database) == {"P0": 1, "P1": 1, "P2": 1, "P3": 1, "P4": 2, "P5": 2}
    assert len({each for letter in await reminders(database) for each in letter.recipients}) == 6


async def test_a_drill_takes_nobodys_message(database: Database) -> None:
    await town(database)
    await ask(database, replace(QUAKE, id=IncidentId("A0"), drill=True))
    await ask(database)
    at_once = len(await remind(database, left=100))
    drills = [each.speech.drill for each in await reminders(database)][-at_once:]
    assert drills == sorted(drills)
    assert set(drills) == {False, True}


async def test_the_first_reminder_comes_to_those_who_need_support_first_too(database: Database) -> None:
    """Of a city in which everybody waits equally long."""
    await town(database)
    await ask(database)
    alike = Ladder(tuple(replace(each, sooner=each.after) for each in CITY.ladder.steps))
    written = await remind(database, left=3, city=replace(CITY, ladder=alike))
    assert written == [(user(4), user(5)), (user(0),), (user(1), user(2), user(3))]
