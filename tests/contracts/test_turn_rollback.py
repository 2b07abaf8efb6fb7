"""What the stores over SQL add: one transaction, locks between workers, one read for many requests."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import Unavailable
from bot.core.ids import MessageId
from bot.core.letters import Fate, Settlement
from bot.core.ports import LANES, FinishedTurn
from bot.core.records import Message, NoticeKind, ReportMade
from bot.core.replies import Say, text
from bot.core.reports import Progress, Report, Source
from bot.core.requests import CircleOf, FollowedBy, RolesOf
from bot.core.understanding import Condition
from bot.rules.safety import standing
from bot.storage import tables
from bot.storage.border import Rejected
from bot.storage.database import Database
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.backends import KEYS, SqlBackend
from tests.contracts.city import HANA, QUAKE, SATO, YUKI, City, arrival, disclosed, finished, letter, line, report

ALL = range(LANES)


@pytest.fixture
async def sql(database: Database) -> SqlBackend:
    backend = SqlBackend(database)
    await backend.fill(City())
    return backend


def broken(number: int) -> FinishedTurn:
    """A turn whose message cannot be stored: a bug, seen only by the database."""
    nothing: Any = None
    told = Message(YUKI, (Say(text("told")),), (disclosed(HANA, YUKI),), drill=nothing)
    made = ReportMade(report(number, Condition.SAFE))
    return finished(arrival(number, line(f"U{number}")), replies=(Say(text("x")),), records=(made,), messages=(told,))


class TestOneTransaction:
    async def test_nothing_of_a_turn_stays_where_its_message_cannot_be_stored(self, sql: SqlBackend) -> None:
        turn = broken(1)
        await sql.inbox.accept([turn.arrival])
        with pytest.raises(Rejected) as raised:
            await sql.store.commit([turn])
        assert "told" not in str(raised.value)
        assert (await sql.letters(), await sql.reports(), await sql.disclosures()) == ([], [], [])
        assert await sql.rows(tables.conversations) == []
        assert await sql.state(turn.arrival.id) == "pending"
        assert await sql.check_in(QUAKE, HANA) == City().check_ins[0]

    async def test_a_turn_that_cannot_be_stored_takes_its_group_along_whole(self, sql: SqlBackend) -> None:
        """The shell then tries each alone."""
        turns = [finished(arrival(1)), broken(2), finished(arrival(3, line("Uken")))]
        await sql.inbox.accept([each.arrival for each in turns])
        with pytest.raises(Rejected):
            await sql.store.commit(turns)
        assert {await sql.state(each.arrival.id) for each in turns} == {"pending"}

    async def test_a_crash_before_the_commit_leaves_nothing(self, sql: SqlBackend) -> None:
        class Crash(Exception):  # noqa: N818
            pass

        async def crash() -> None:
            async with sql.database.writing() as connection:
                await connection.execute(tables.districts.insert(), [{"id": "x", "name": "x"}])
                raise Crash

        with pytest.raises(Crash):
            await crash()
        assert "x" not in {row.id for row in await sql.rows(tables.districts)}


class TestWorkers:
    async def test_turns_about_one_person_in_two_workers_lose_no_report(self, sql: SqlBackend) -> None:
        other = Database(sql.database.url.render_as_string(hide_password=False), keys=KEYS)
        stores = [SqlTurnStore(sql.database), SqlTurnStore(other)]
        reports = [
            report(n, Condition.SAFE if n % 2 else Condition.INJURED, n, source=Source.FAMILY, reporter=f"p{n}")
            for n in range(40)
        ]
        turns = [
            finished(arrival(n, line(f"U{n}")), records=(ReportMade(each), ReportMade(about_sato(n))))
            for n, each in enumerate(reports)
        ]
        await sql.inbox.accept([each.arrival for each in turns])
        pairs = [turns[n : n + 4] for n in range(0, 40, 4)]
        answers = await asyncio.gather(*(stores[n % 2].commit(pair) for n, pair in enumerate(pairs)))
        assert {each for answer in answers for each in answer} == {True}
        found = await sql.check_in(QUAKE, HANA)
        assert found is not None
        assert found.standing == standing(reports)
        await other.close()

    async def test_one_event_in_two_workers_is_done_once(self, sql: SqlBackend) -> None:
        other = Database(sql.database.url.render_as_string(hide_password=False), keys=KEYS)
        turn = finished(arrival(1), replies=(Say(text("x")),), records=(ReportMade(report(1, Condition.SAFE)),))
        await sql.inbox.accept([turn.arrival])
        stores = [SqlTurnStore(sql.database), SqlTurnStore(other)] * 3
        answers = await asyncio.gather(*(each.commit([turn]) for each in stores))
        assert sorted(answers) == [(False,)] * 5 + [(True,)]
        assert len(await sql.letters()) == 1
        await other.close()

    async def test_answers_and_deliveries_at_once_never_wait_in_a_ring(self, sql: SqlBackend) -> None:
        await sql.post(*(letter(n, "Uhana", "Usato", incident=QUAKE) for n in range(20)))
        turns = [
            finished(arrival(n, line(f"U{n}")), records=tuple(ReportMade(each) for each in both(n))) for n in range(20)
        ]
        await sql.inbox.accept([each.arrival for each in turns])
        sent = [Settlement(letter(n).id, Fate.SENT, letter(n).created_at) for n in range(20)]
        work = [sql.store.commit([turn]) for turn in turns] + [sql.outbox.settle([each]) for each in sent]
        await asyncio.gather(*work)
        found = await sql.check_in(QUAKE, HANA)
        assert found is not None
        assert found.progress is Progress.ANSWERED


def about_sato(number: int) -> Report:
    return report(1000 + number, Condition.SAFE, number, about=SATO)


def both(number: int) -> tuple[Report, Report]:
    return report(number, Condition.SAFE), about_sato(number)


class TestReads:
    async def test_requests_that_come_together_share_one_read(self, sql: SqlBackend) -> None:
        with statements(sql.database) as alone:
            await sql.store.answer(CircleOf(HANA))
        with statements(sql.database) as together:
            circles = await asyncio.gather(*(sql.store.answer(CircleOf(who)) for who in (HANA, YUKI, SATO, HANA)))
        assert [each.person.id for each in circles if each] == [HANA, YUKI, SATO, HANA]
        assert len(together) == len(alone)

    async def test_the_reads_of_a_batch_do_not_grow_with_it(self, sql: SqlBackend) -> None:
        with statements(sql.database) as few:
            await sql.store.load([line("Uhana")])
        with statements(sql.database) as many:
            await sql.store.load([line("Uhana"), *(line(f"U{n}") for n in range(300)), line("Usato")])
        with statements(sql.database) as unlinked:
            await sql.store.load([line(f"U{n}") for n in range(300)])
        assert len(unlinked) < len(many) == len(few) <= 6

    async def test_one_who_asks_and_goes_away_leaves_the_others_their_answer(self, sql: SqlBackend) -> None:
        gone = asyncio.create_task(sql.store.answer(RolesOf(SATO)))
        stays = asyncio.create_task(sql.store.answer(RolesOf(SATO)))
        await asyncio.sleep(0)
        gone.cancel()
        assert len(await stays) == 1

    async def test_everybody_who_asked_hears_that_the_database_is_down(
        self, sql: SqlBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sql.database, "reading", Down)
        asked = [CircleOf(HANA), CircleOf(SATO), FollowedBy(YUKI)]
        answers = await asyncio.gather(*(sql.store.answer(each) for each in asked), return_exceptions=True)
        assert [type(each) for each in answers] == [Unavailable] * 3

    async def test_a_letter_that_nobody_can_read_stops_no_other(self, sql: SqlBackend) -> None:
        await sql.post(letter(1), letter(2))
        async with sql.database.writing() as connection:
            unreadable = tables.outbox.update().where(tables.outbox.c.id == letter(1).id)
            await connection.execute(unreadable.values(speech='["ja",false,[["dance",["x"]]]]'))
        now = letter(5).created_at
        assert [each.id for each in await sql.outbox.due(ALL, now, 10, ())] == [MessageId("letter-2")]
        assert [each.kind for each in await sql.notices()] == [NoticeKind.UNDELIVERED]
        assert [row.state for row in sorted(await sql.rows(tables.outbox))] == ["refused", "pending"]


class Down:
    """A connection that is not to be had."""

    async def __aenter__(self) -> AsyncConnection:
        raise Unavailable("database")

    async def __aexit__(self, *_: object) -> None:
        """Never entered."""


class statements:  # noqa: N801 - reads like a word in `with statements(database) as found`
    """Collects the statements that are executed within the block."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.sync_engine
        self._found: list[str] = []

    def __enter__(self) -> list[str]:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self._found

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self._found.append(statement)
