"""Where the month's messages are short, who needs support is reminded first, and the others' reminders wait.

Relatives and leaders beyond what is left get it beside a free reply, or when there are more.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.bootstrap.ladder import climb, ladder_job
from bot.core.events import Channel
from bot.core.ids import IncidentId, PersonId
from bot.core.ladder import Ladder, Road
from bot.core.ladder import Step as LadderStep
from bot.core.letters import Fate, Letter, Settlement
from bot.core.people import City
from bot.core.ports import LANES
from bot.core.quota import SHORT, Quota
from bot.core.records import AccountUntied, Record
from bot.core.replies import Say, text
from bot.delivery import Delivery
from bot.rules.ladder import Due, Group
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.ladder.stepping import LadderStore
from bot.storage.ledger.entry import EntryKind
from bot.storage.outbox import SqlOutbox
from bot.storage.outbox.waiting import to_spend
from bot.storage.rows.letters import letter_of
from bot.storage.tables import check_ins, consents, ledger, outbox
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups.in_process import InProcessWakeups
from tests.contracts.city import arrival, finished, line
from tests.integration.storage.ladder.town import ASKED, CITY, QUAKE, agreed, answer, ask, later, settle, steps, user
from tests.unit.stage import SetClock, StageLine, deliver


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


async def with_daughter(database: Database) -> None:
    """Three who are silent, of whom the last needs support; one daughter of all of them, who may hear of it."""
    names = ("P0", "P1", "P2")
    await settle(
        database,
        people=[*(f"{each},花子,D1,{int(each == 'P2')}" for each in names), "Y,雪,,0"],
        accounts=[*(f"{each},line,{user(number)}" for number, each in enumerate(names)), f"Y,line,{user(9)}"],
        relations=[f"{each},Y,family,娘,1" for each in names],
        consents=agreed(*names),
    )
    await ask(database)
    async with database.writing() as connection:
        await connection.execute(update(outbox).values(state="done"))


async def told_daughter(database: Database) -> list[Any]:
    async with database.reading() as connection:
        return list(
            await connection.execute(
                select(outbox)
                .where(outbox.c.silence_of.is_not(None), outbox.c.reply_token.is_(None))
                .order_by(outbox.c.seq)
            )
        )


async def family_told(database: Database, left: int) -> list[Any]:
    ladder, of = LadderStore(database), Due(Group(0, support_needed=False, reachable=True), Road.FAMILY, 1, ASKED)
    await climb(ladder, QUAKE, CITY, of, later(1), left)
    return await told_daughter(database)


async def test_relatives_beyond_what_is_left_wait_and_take_nothing_from_it(database: Database) -> None:
    await with_daughter(database)
    first, second = await family_told(database, left=1)
    assert [(each.reason, each.next_attempt_at) for each in (first, second)] == [("", later(1)), (SHORT, later(11))]
    async with database.reading() as connection:
        assert await to_spend(connection, 10, later(1)) == 9


async def test_where_there_are_enough_nobody_waits(database: Database) -> None:
    await with_daughter(database)
    assert [each.reason for each in await family_told(database, left=2)] == ["", ""]


async def test_reminders_of_who_needs_support_come_before_relatives_of_the_same_look(database: Database) -> None:
    await with_daughter(database)
    minutes = timedelta(minutes=1)
    steps_ = (LadderStep(Road.REMINDER, 3 * minutes, 10 * minutes), LadderStep(Road.FAMILY, 6 * minutes, 20 * minutes))

    async def quota() -> Quota:
        return Quota(200, 199)

    job = ladder_job(database, replace(CITY, ladder=Ladder(steps_)), InProcessWakeups(), quota=quota)
    async with database.writing() as connection:
        await connection.execute(update(check_ins).where(check_ins.c.person_id == "P0").values(steps=1))
    await job.run(later(15))
    assert [each.reason for each in await told_daughter(database)] == [SHORT]
    assert next((each.recipients, each.beyond) for each in await reminders(database)) == ((user(2),), False)


async def writes(database: Database, *records: Record, must_deliver: bool = True) -> Letter:
    """The daughter does, and is answered."""
    turn = finished(
        arrival(1, line(user(9)), 2), replies=(Say(text("hello")),), records=records, must_deliver=must_deliver
    )
    await SqlInbox(database).accept([turn.arrival])
    assert await SqlTurnStore(database).commit([turn]) == (True,)
    async with database.reading() as connection:
        row = (await connection.execute(select(outbox).where(outbox.c.reply_token.is_not(None)))).one()
    return letter_of(row)


async def test_what_waits_goes_beside_a_free_reply_and_the_ledger_still_knows_it(database: Database) -> None:
    await with_daughter(database)
    _, waiting = await family_told(database, left=1)
    reply = await writes(database)
    assert (len(reply.speech.replies), reply.showing, reply.must_deliver) == (2, waiting.showing, True)
    _, now = await told_daughter(database)
    assert (now.state, now.reason) == ("dropped", "by reply")


async def test_a_reply_that_cannot_go_as_one_leaves_behind_what_was_joined_to_it(database: Database) -> None:
    """Its token is not good any more: what waited waits on, and goes no more once the mother has answered."""
    await with_daughter(database)
    _, waiting = await family_told(database, left=1)
    reply, outbox_ = await writes(database), SqlOutbox(database)
    clock = SetClock()
    clock.at = reply.created_at + timedelta(minutes=2)
    line_ = StageLine(clock)
    delivery = Delivery(outbox=outbox_, senders={Channel.LINE: line_}, clock=clock, jitter=lambda: 0.5)
    await deliver(delivery)
    await deliver(delivery)
    assert (line_.pushed[reply.id], line_.bodies[reply.id]) == (1, "[1]")
    _, again = await told_daughter(database)
    columns = ("id", "state", "reason", "mailing", "next_attempt_at", "speech", "showing")
    assert [getattr(again, each) for each in columns] == [getattr(waiting, each) for each in columns]
    await answer(database, waiting.silence_of)
    assert waiting.id not in {each.id for each in await outbox_.due(range(LANES), later(200), 64, ())}
    async with database.reading() as connection:
        (row,) = (await connection.execute(select(outbox).where(outbox.c.id == reply.id))).all()
    assert (row.state, row.showing) == ("done", None)


@pytest.mark.parametrize(("must_deliver", "again"), [(False, 0), (True, 1)])
async def test_of_a_reply_that_may_have_arrived_only_its_own_words_go_again_and_only_where_they_must(
    database: Database, must_deliver: bool, again: int
) -> None:
    await with_daughter(database)
    await family_told(database, left=1)
    reply, outbox_ = await writes(database, must_deliver=must_deliver), SqlOutbox(database)
    tried = Settlement(reply.id, Fate.RETRY, reply.created_at, replied=True, may_have_arrived=True)
    await outbox_.settle([tried])
    clock = SetClock()
    clock.at = reply.created_at + timedelta(minutes=2)
    line_ = StageLine(clock)
    delivery = Delivery(outbox=outbox_, senders={Channel.LINE: line_}, clock=clock, jitter=lambda: 0.5)
    await deliver(delivery)
    await deliver(delivery)
    assert (line_.pushed[reply.id], line_.bodies.get(reply.id)) == (again, "[1]" if again else None)
    _, joined = await told_daughter(database)
    assert (joined.state, joined.reason) == ("dropped", "by reply")


async def test_what_waits_does_not_go_by_push_as_well_where_a_worker_read_it_before_the_reply_took_it(
    database: Database,
) -> None:
    await with_daughter(database)
    _, waiting = await family_told(database, left=1)
    outbox_ = SqlOutbox(database)
    due = [each for each in await outbox_.due(range(LANES), later(12), 64, ()) if each.id == waiting.id]
    await writes(database)
    assert set(await outbox_.begin(due, later(12))) == set()


async def test_what_waits_does_not_go_when_the_silence_is_over(database: Database) -> None:
    await with_daughter(database)
    _, waiting = await family_told(database, left=1)
    await answer(database, waiting.silence_of)
    assert (await writes(database)).speech.replies == (Say(text("hello")),)


async def test_what_waits_for_an_account_does_not_go_beside_the_words_that_its_link_has_ended(
    database: Database,
) -> None:
    """Whoever ends the link may be the next owner of the phone; nor does the other letter go there by push."""
    await with_daughter(database)
    waiting = await family_told(database, left=1)
    daughters = line(user(9))
    reply = await writes(database, AccountUntied(daughters, PersonId("Y")))
    assert (reply.speech.replies, reply.showing) == ((Say(text("hello")),), None)
    assert [each.state for each in await told_daughter(database)] == ["dropped", "dropped"]
    async with database.reading() as connection:
        unseen = select(ledger.c.message_id).where(ledger.c.kind == EntryKind.UNDELIVERED.value)
        assert set(await connection.scalars(unseen)) == {each.showing for each in waiting}


async def test_what_waits_does_not_go_when_the_consent_has_ended(database: Database) -> None:
    await with_daughter(database)
    await family_told(database, left=1)
    async with database.writing() as connection:
        await connection.execute(update(consents).values(withdrawn_at=later(1)))
    assert (await writes(database)).speech.replies == (Say(text("hello")),)
