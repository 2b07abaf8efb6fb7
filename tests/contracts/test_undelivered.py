"""What every outbox promises about letters that show something: nobody is said to have seen what never arrived."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.records import Message, Priority
from bot.core.replies import MAX_REPLIES, Say, text
from bot.core.requests import DisclosuresOf
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.ledger.verify import verify
from tests.contracts.backends import Backend, SqlBackend
from tests.contracts.city import HANA, SATO, YUKI, City, arrival, disclosed, finished, line, minutes

ALL = range(LANES)
LATER = minutes(60)
TOLD = (Say(text("told")),)
UNSEEN = [Fate.REFUSED, Fate.EXPIRED, Fate.WITHHELD]


async def told(backend: Backend, number: int = 1, replies: tuple[Say, ...] = TOLD) -> list[Letter]:
    """Yuki hears of Hana on both her accounts; the letters that tell her, in the order of their ids."""
    before = {each.letter.id for each in await backend.letters()}
    message = Message(YUKI, replies, (disclosed(HANA, YUKI),), priority=Priority.URGENT)
    turn = finished(arrival(number, line(f"Usays{number}")), messages=(message,))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    letters = [each.letter for each in await backend.letters() if each.letter.id not in before]
    return sorted(letters, key=lambda each: each.id != each.showing)


async def looks(backend: Backend) -> int:
    found = await backend.store.answer(DisclosuresOf(HANA))
    assert len(found.looks) == found.total
    return found.total


async def end(backend: Backend, letter: Letter, fate: Fate, *, may_have_arrived: bool = False) -> None:
    settlement = Settlement(letter.id, fate, minutes(3), reason="status 400", may_have_arrived=may_have_arrived)
    await backend.outbox.settle([settlement])


class TestShowing:
    async def test_all_letters_of_a_message_name_the_row_of_the_ledger(self, backend: Backend) -> None:
        letters = await told(backend, replies=TOLD * (MAX_REPLIES + 1))
        assert len(letters) == 4
        assert {each.showing for each in letters} == {letters[0].id}
        assert [each.letter for each in await backend.disclosures()] == [letters[0].id]

    async def test_an_answer_that_shows_something_names_it_too(self, backend: Backend) -> None:
        turn = finished(arrival(1), replies=TOLD, disclosures=(disclosed(YUKI, HANA),))
        await backend.inbox.accept([turn.arrival])
        await backend.store.commit([turn])
        (sent,) = await backend.letters()
        assert sent.letter.showing == sent.letter.id

    async def test_a_letter_that_shows_nothing_names_nothing(self, backend: Backend) -> None:
        turn = finished(arrival(1), replies=TOLD, messages=(Message(YUKI, TOLD),))
        await backend.inbox.accept([turn.arrival])
        await backend.store.commit([turn])
        assert [each.letter.showing for each in await backend.letters()] == [None, None, None]


class TestNotSeen:
    @pytest.mark.parametrize("fate", UNSEEN)
    async def test_what_arrived_nowhere_was_seen_by_nobody(self, backend: Backend, fate: Fate) -> None:
        letters = await told(backend)
        assert await looks(backend) == 1
        for each in letters:
            await end(backend, each, fate)
        assert await looks(backend) == 0
        assert len(await backend.disclosures()) == 1

    async def test_other_looks_stay(self, backend: Backend) -> None:
        other = await told(backend, 1)
        for each in await told(backend, 2):
            await end(backend, each, Fate.REFUSED)
        await end(backend, other[0], Fate.SENT)
        assert await looks(backend) == 1

    async def test_while_another_road_is_open_it_stays_listed(self, backend: Backend) -> None:
        on_line, on_the_web = await told(backend)
        await end(backend, on_line, Fate.REFUSED)
        assert await looks(backend) == 1
        await end(backend, on_the_web, Fate.EXPIRED)
        assert await looks(backend) == 0

    @pytest.mark.parametrize("fate", [Fate.SENT, Fate.REPEATED])
    @pytest.mark.parametrize("arrives_first", [True, False])
    async def test_what_arrived_over_one_road_was_seen(
        self, backend: Backend, fate: Fate, *, arrives_first: bool
    ) -> None:
        arrived, refused = await told(backend)
        ends = [(arrived, fate), (refused, Fate.REFUSED)]
        for letter, its_fate in ends if arrives_first else reversed(ends):
            await end(backend, letter, its_fate)
        assert await looks(backend) == 1

    @pytest.mark.parametrize("fate", [*UNSEEN, Fate.DROPPED])
    async def test_what_may_have_arrived_stays_listed(self, backend: Backend, fate: Fate) -> None:
        maybe, refused = await told(backend)
        await end(backend, maybe, fate, may_have_arrived=True)
        await end(backend, refused, Fate.REFUSED)
        assert await looks(backend) == 1

    async def test_an_attempt_that_is_begun_may_have_arrived_until_it_is_known_better(self, backend: Backend) -> None:
        first, _ = await told(backend)
        await backend.outbox.begin([replace(first, body="[]", may_have_arrived=True)], minutes(3))
        assert [each.may_have_arrived for each in await _due(backend, first)] == [True]
        await backend.outbox.settle([Settlement(first.id, Fate.RETRY, minutes(3), minutes(4), "429")])
        assert [each.may_have_arrived for each in await _due(backend, first)] == [False]
        unsure = Settlement(first.id, Fate.RETRY, minutes(3), minutes(4), "timeout", may_have_arrived=True)
        await backend.outbox.settle([unsure])
        assert [each.may_have_arrived for each in await _due(backend, first)] == [True]


async def _due(backend: Backend, letter: Letter) -> list[Letter]:
    return [each for each in await backend.outbox.due(ALL, LATER, 100, ()) if each.id == letter.id]


class TestWithheld:
    async def test_whoever_waits_gets_one_word_on_each_account_that_shows_nothing(self, backend: Backend) -> None:
        letters = await told(backend, replies=TOLD * (MAX_REPLIES + 1))
        await backend.outbox.settle([Settlement(each.id, Fate.WITHHELD, minutes(3), reason="x") for each in letters])
        instead = await backend.outbox.due(ALL, LATER, 100, ())
        assert sorted(each.recipients for each in instead) == [("Uyuki",), ("yuki",)]
        assert {each.speech.replies for each in instead} == {(Say(text("withheld.instead")),)}
        assert {(each.showing, each.priority, each.created_at) for each in instead} == {
            (None, Priority.URGENT, minutes(3))
        }

    async def test_a_drill_stays_marked_in_the_language_of_the_account(self, backend: Backend) -> None:
        (first, *_) = await told(backend)
        await end(backend, first, Fate.WITHHELD)
        (instead,) = [each for each in await backend.outbox.due(ALL, LATER, 9, ()) if each.showing is None]
        assert replace(instead.speech, replies=()) == replace(first.speech, replies=())

    async def test_staff_are_not_asked_to_do_anything(self, backend: Backend) -> None:
        for each in await told(backend):
            await end(backend, each, Fate.WITHHELD)
        assert await backend.notices() == []


class TestLedger:
    async def test_the_row_says_which_disclosure_and_what_became_of_its_letter(self, database: Database) -> None:
        sql = await _filled(database)
        for each in await told(sql):
            await end(sql, each, Fate.REFUSED)
        shown, undelivered = sorted(await sql.rows(tables.ledger))
        assert undelivered.kind == "undelivered"
        assert (undelivered.person_id, undelivered.other_id, undelivered.message_id) == (HANA, YUKI, shown.message_id)
        assert undelivered.body == f'{{"disclosure":"{shown.id}","fate":"refused","reason":"status 400"}}'
        assert undelivered.previous == shown.hash

    async def test_the_chain_holds_and_an_edit_of_the_row_is_found(self, database: Database) -> None:
        sql = await _filled(database)
        for each in await told(sql):
            await end(sql, each, Fate.EXPIRED)
        assert (await verify(database, None, lambda *_: None)).faults == ()
        edited = tables.ledger.update().where(tables.ledger.c.kind == "undelivered").values(other_id=SATO)
        async with database.writing() as connection:
            await connection.execute(edited)
        (fault,) = (await verify(database, None, lambda *_: None)).faults
        assert fault.first == 2

    async def test_two_letters_of_one_message_that_end_at_once_leave_one_row(self, database: Database) -> None:
        sql = await _filled(database)
        letters = [each for number in range(8) for each in await told(sql, number)]
        await asyncio.gather(*(end(sql, each, Fate.REFUSED) for each in letters))
        kinds = [row.kind for row in await sql.rows(tables.ledger)]
        assert (kinds.count("disclosure"), kinds.count("undelivered")) == (8, 8)
        assert await looks(sql) == 0

    async def test_a_letter_that_nobody_can_read_showed_nothing(self, database: Database) -> None:
        sql = await _filled(database)
        await told(sql)
        async with database.writing() as connection:
            await connection.execute(tables.outbox.update().values(speech='["ja",false,[["dance",["x"]]]]'))
        assert await sql.outbox.due(ALL, LATER, 10, ()) == ()
        assert await looks(sql) == 0


async def _filled(database: Database) -> SqlBackend:
    sql = SqlBackend(database)
    await sql.fill(City())
    return sql
