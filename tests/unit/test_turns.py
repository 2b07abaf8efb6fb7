"""The shell around turns: order, one commit, failures that wait, failures that are apologised for."""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot import turns as shell
from bot.core.ask import MAX_REQUESTS, Topic, ask
from bot.core.conversation import State
from bot.core.errors import Unavailable
from bot.core.ids import ConversationId, MessageId, PersonId, derived_id
from bot.core.ports import Arrival, FinishedTurn, Known, Signal
from bot.core.records import AccountTied, AccountUntied, NoticeKind, TiedBy
from bot.core.replies import Say, text
from bot.core.reports import CheckIn, Progress
from bot.core.requests import DistrictsNamed, Request
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.hearing import MAX_TEXT
from bot.storage.memory import MemoryTurnStore
from bot.storage.memory.world import Asked, Waiting
from bot.topics.routes import drive
from handlers.line.arrivals import arrivals
from handlers.line.parsing import LineParser
from tests.contracts.city import HANA, NOON, arrival, finished
from tests.unit.stage import ALL, EAST, QUAKE, Stage, line, run_out


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "PAUSE", 0)


class Ailing(MemoryTurnStore):
    """Fails so many times at each of its methods."""

    commits = 0
    loads = 0
    answers = 0
    asides = 0
    reason: Exception = Unavailable("database")

    async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
        self._fail("commits")
        return await super().commit(turns)

    async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
        self._fail("loads")
        return await super().load(conversations)

    async def answer(self, request: Request[Any]) -> Any:
        self._fail("answers")
        return await super().answer(request)

    async def set_aside(self, arrival: Arrival, reason: str, at: Any) -> None:
        self._fail("asides")
        await super().set_aside(arrival, reason, at)

    def _fail(self, what: str) -> None:
        left = getattr(self, what)
        if left:
            setattr(self, what, left - 1)
            raise self.reason


def topic(monkeypatch: pytest.MonkeyPatch, instead: Any) -> None:
    monkeypatch.setattr(shell, "drive", instead)


class TestATurn:
    async def test_keeps_the_report_answers_and_is_done(self, stage: Stage) -> None:
        said = stage.arrives(1)
        assert await stage.turns().begin([]) == 0
        await run_out(stage.turns())
        assert [told.report.condition for told in stage.world.reports] == [Condition.SAFE]
        assert stage.state(said) == ("done", 0)
        answer = stage.world.outbox[MessageId(derived_id(said.id, "letter", 0))].letter
        assert (answer.recipients, answer.reply_token) == (("hana",), f"token-{said.id}")

    async def test_wakes_whoever_delivers_and_whoever_watches_the_board(self, stage: Stage) -> None:
        stage.arrives(1)
        await run_out(stage.turns())
        assert await stage.wakeups.wait({Signal.OUTBOX}, 1) == ("",)
        assert await stage.wakeups.wait({Signal.BOARD}, 1) == ("",)

    async def test_the_same_event_twice_is_one_turn(self, stage: Stage) -> None:
        stage.arrives(1)
        stage.arrives(1)
        await run_out(stage.turns())
        assert len(stage.world.reports) == 1
        assert stage.world.conversations[line("hana")].version == 1

    async def test_no_more_than_5000_characters_are_to_be_understood(self, stage: Stage) -> None:
        stage.arrives(1, "長" * 6_000)
        await run_out(stage.turns())
        assert [len(each) for each in stage.words.heard] == [MAX_TEXT]


class TestWhatIsNotUnderstood:
    async def test_is_kept_for_staff_to_label_with_the_turn(self, stage: Stage) -> None:
        said = stage.arrives(1, "こえぇ")
        stage.arrives(2, "無事")
        await run_out(stage.turns())
        assert [(each.event, each.person) for each in stage.world.unclear] == [(said.id, "hana")]

    async def test_is_not_kept_where_a_topic_knew_it_by_its_own_signs(self, stage: Stage) -> None:
        stage.arrives(1, "同意をやめる")
        await run_out(stage.turns())
        assert stage.world.unclear == []

    async def test_is_not_kept_where_nobody_knows_who_says_it(self, stage: Stage) -> None:
        stage.arrives(1, "こえぇ", by="a stranger")
        await run_out(stage.turns())
        assert stage.world.unclear == []


class TestFromNowhere:
    @pytest.mark.parametrize("kind", ["message", "accountLink", "delivery", "follow", "join", "teleported"])
    async def test_an_event_is_kept_and_done_and_nothing_is_sent(self, stage: Stage, kind: str) -> None:
        message = {"type": "text", "id": "1", "text": "助けて"}
        event = {"type": kind, "replyToken": "token", "message": message, "link": {"result": "ok", "nonce": "n"}}
        (nowhere,) = arrivals(json.dumps({"events": [event]}).encode(), NOON)
        stage.world.inbox[nowhere.id] = Waiting(nowhere)
        await run_out(stage.turns(parser=LineParser()))
        assert (stage.state(nowhere), stage.world.outbox) == (("done", 0), {})


class TestOrder:
    async def test_events_of_a_conversation_go_by_the_platforms_time_and_then_by_id(self, stage: Stage) -> None:
        stage.arrives(3, "三", minute=2)
        stage.arrives(1, "一", minute=2)
        stage.arrives(2, "二", minute=1)
        await run_out(stage.turns())
        assert stage.words.heard == ["二", "一", "三"]

    async def test_an_event_that_comes_late_is_kept_and_moves_no_question(self, stage: Stage) -> None:
        turns = stage.turns()
        stage.arrives(1, "無事", minute=5)
        await run_out(turns)
        before = stage.world.conversations[line("hana")]
        assert before.state is not State.AWAITING_PLACE
        stage.arrives(2, "助けて", minute=1)
        await run_out(turns)
        after = stage.world.conversations[line("hana")]
        assert (after.state, after.last_event_at) == (before.state, before.last_event_at)
        assert [told.report.condition for told in stage.world.reports] == [Condition.SAFE, Condition.NEEDS_RESCUE]

    async def test_a_conversation_at_work_is_not_begun_again_and_others_do_not_wait(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        going = asyncio.Event()

        class Slow(MemoryTurnStore):
            async def answer(self, request: Request[Any]) -> Any:
                await going.wait()
                return await super().answer(request)

        turns = stage.turns(Slow(stage.world))
        hangs, waits, other = stage.arrives(1), stage.arrives(2, "使い方"), stage.arrives(3, "使い方", "sato")
        assert await turns.begin(ALL) == 3
        await turns.finished.wait()
        assert await turns.begin(ALL) == 0
        assert [stage.state(each)[0] for each in (hangs, waits, other)] == ["pending", "pending", "done"]
        going.set()
        await turns.settle()
        assert [stage.state(each)[0] for each in (hangs, waits, other)] == ["done"] * 3

    async def test_the_second_event_of_a_batch_starts_from_what_the_first_left(self, stage: Stage) -> None:
        stage.arrives(1)
        stage.arrives(2)
        turns = stage.turns()
        assert await turns.begin(ALL) == 2
        await turns.settle()
        assert stage.world.conversations[line("hana")].version == 2


class TestUnavailable:
    @pytest.mark.parametrize("what", ["commits", "loads", "answers"])
    async def test_leaves_the_event_waiting_without_a_failed_try(self, stage: Stage, what: str) -> None:
        store = Ailing(stage.world)
        first, second = stage.arrives(1, "使い方"), stage.arrives(2)
        turns = stage.turns(store)
        assert await turns.begin(ALL) == 2
        setattr(store, what, 1)
        await turns.settle()
        assert stage.state(second) == ("pending", 0)
        await run_out(turns)
        assert [stage.state(each) for each in (first, second)] == [("done", 0), ("done", 0)]

    async def test_reaches_whoever_called_where_nothing_could_be_begun(self, stage: Stage) -> None:
        store = Ailing(stage.world)
        store.loads = 1
        stage.arrives(1)
        with pytest.raises(Unavailable):
            await stage.turns(store).begin(ALL)

    async def test_is_told_to_the_topic_that_asked(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        def copes(turn: Turn) -> Topic[Outcome]:
            try:
                yield from ask(DistrictsNamed())
            except Unavailable as error:
                return Outcome(turn.conversation, (Say(text(error.dependency)),))
            return Outcome(turn.conversation)

        topic(monkeypatch, copes)
        store = Ailing(stage.world)
        store.answers = 1
        said = stage.arrives(1)
        await run_out(stage.turns(store))
        assert (stage.state(said), stage.said_in("hana")) == (("done", 0), ["database"])

    async def test_a_conversation_rests_before_it_is_tried_again(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shell, "PAUSE", 30)
        store = Ailing(stage.world)
        store.commits = 1
        turns = stage.turns(store)
        stage.arrives(1)
        await turns.begin(ALL)
        for _ in range(20):
            await asyncio.sleep(0)
        assert await turns.begin(ALL) == 0
        stage.arrives(2, by="sato")
        assert await turns.begin(ALL) == 1
        for task in turns._busy.values():
            task.cancel()

    async def test_while_a_failure_is_counted_it_is_counted_later(self, stage: Stage) -> None:
        store = Ailing(stage.world)
        store.asides = 1
        said = stage.arrives(1, "壊")
        turns = stage.turns(store)
        await turns.begin(ALL)
        await turns.settle()
        assert stage.state(said) == ("pending", 0)
        await turns.begin(ALL)
        await turns.settle()
        assert stage.state(said) == ("pending", 1)


class TestAFailure:
    async def test_is_tried_three_times_and_then_apologised_for(self, stage: Stage) -> None:
        broken, behind, other = stage.arrives(1, "壊"), stage.arrives(2, "使い方"), stage.arrives(3, by="sato")
        turns = stage.turns()
        for tries in (1, 2):
            await turns.begin(ALL)
            await turns.settle()
            assert (stage.state(broken), stage.state(behind)) == (("pending", tries), ("pending", 0))
        assert stage.state(other) == ("done", 0)
        await run_out(turns)
        assert (stage.state(broken), stage.state(behind)) == (("done", 2), ("done", 0))
        assert stage.said_in("hana")[0] == "fallback.broken"
        (raised,) = stage.world.notices
        assert (raised.notice.kind, raised.notice.conversation) == (NoticeKind.HANDOFF, line("hana"))
        assert raised.notice.words == "壊"

    async def test_begins_the_check_in_for_whoever_wrote_is_there(self, stage: Stage) -> None:
        hana = PersonId("hana")
        stage.world.check_ins[QUAKE, hana] = Asked(CheckIn(QUAKE, hana, Progress.SENT), EAST)
        stage.arrives(1, "壊")
        await run_out(stage.turns())
        assert stage.said_in("hana")[0] == "fallback.broken"
        assert stage.world.check_ins[QUAKE, hana].check_in.progress is Progress.BEGAN

    async def test_of_the_apology_too_keeps_the_event_as_failed_and_lets_the_next_pass(self, stage: Stage) -> None:
        broken, behind = stage.arrives(1), stage.arrives(2)
        stage.parser.broken.add(broken.id)
        turns = stage.turns()
        for _ in range(5):
            await turns.begin(ALL)
            await turns.settle()
        assert (stage.state(broken), stage.state(behind)) == (("failed", 3), ("done", 0))
        assert [each.notice.kind for each in stage.world.notices] == [NoticeKind.HANDOFF]

    async def test_of_the_database_under_the_apology_waits(self, stage: Stage) -> None:
        store = Ailing(stage.world)
        broken = stage.arrives(1, "壊")
        turns = stage.turns(store)
        for _ in range(2):
            await turns.begin(ALL)
            await turns.settle()
        store.commits = 1
        await turns.begin(ALL)
        await turns.settle()
        assert stage.state(broken) == ("pending", 2)
        await run_out(turns)
        assert stage.state(broken) == ("done", 2)

    async def test_of_a_turn_that_the_database_rejects_is_tried_alone_and_then_apologised_for(
        self, stage: Stage
    ) -> None:
        """It came in a group with others, and they are done at the first try."""

        class Strict(MemoryTurnStore):
            async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
                if any(each.outcome.records and each.arrival.id == broken.id and not _is_sorry(each) for each in turns):
                    raise ValueError("a value that a column cannot hold")
                return await super().commit(turns)

        broken, other = stage.arrives(1), stage.arrives(2, by="sato")
        turns = stage.turns(Strict(stage.world))
        for tries in (1, 2):
            await turns.begin(ALL)
            await turns.settle()
            assert (stage.state(broken), stage.state(other)) == (("pending", tries), ("done", 0))
        await run_out(turns)
        assert (stage.state(broken), stage.said_in("hana")) == (("done", 2), ["fallback.broken"])
        answer = stage.world.outbox[MessageId(derived_id(broken.id, "letter", 0))].letter
        assert answer.reply_token == f"token-{broken.id}"
        assert [(each.notice.kind, each.notice.words) for each in stage.world.notices] == [(NoticeKind.HANDOFF, "無事")]

    async def test_says_so_to_nobody_where_no_answer_may_be_given(self, stage: Stage) -> None:
        silent = stage.arrives(1, "壊")
        stage.parser.silent.add(silent.id)
        turns = stage.turns()
        for _ in range(3):
            await turns.begin(ALL)
            await turns.settle()
        assert (stage.state(silent), stage.world.outbox) == (("done", 2), {})
        assert [each.notice.kind for each in stage.world.notices] == [NoticeKind.HANDOFF]

    async def test_in_a_drill_the_apology_is_marked_as_well(self, stage: Stage) -> None:
        stage.world.incidents[:] = [replace(each, drill=True) for each in stage.world.incidents]
        stage.arrives(1, "壊")
        await run_out(stage.turns())
        assert [each.letter.speech.drill for each in stage.world.outbox.values()] == [True]

    async def test_a_topic_may_ask_ten_times_and_is_stopped_at_the_eleventh(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed: list[int] = []

        def curious(turn: Turn) -> Topic[Outcome]:
            times = int(turn.event.what.text)  # type: ignore[union-attr]
            try:
                for _ in range(times):
                    yield from ask(DistrictsNamed())
            finally:
                closed.append(times)
            return Outcome(turn.conversation)

        topic(monkeypatch, curious)
        fine, too_many = stage.arrives(1, str(MAX_REQUESTS)), stage.arrives(2, str(MAX_REQUESTS + 1))
        turns = stage.turns()
        await turns.begin(ALL)
        await turns.settle()
        assert (stage.state(fine), stage.state(too_many)) == (("done", 0), ("pending", 1))
        assert closed == [MAX_REQUESTS, MAX_REQUESTS + 1]


def _is_sorry(turn: FinishedTurn) -> bool:
    return any(isinstance(each, Say) and each.text.key == "fallback.broken" for each in turn.outcome.replies)


class TestSomebodyElseWasFaster:
    async def test_the_work_is_dropped_and_done_again_from_what_stands(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = stage.arrives(1), stage.arrives(2)

        def overtaken(turn: Turn) -> Topic[Outcome]:
            outcome = yield from drive(turn)
            if turn.conversation.version == 0:
                stage.world.conversations[line("hana")] = replace(turn.conversation, version=7)
            return outcome

        topic(monkeypatch, overtaken)
        turns = stage.turns()
        await turns.begin(ALL)
        await turns.settle()
        assert (stage.state(first), stage.state(second)) == (("pending", 0), ("pending", 0))
        assert stage.world.reports == []
        await run_out(turns)
        assert (stage.state(first), stage.state(second)) == (("done", 0), ("done", 0))
        assert stage.world.conversations[line("hana")].version == 9


async def test_web_chats_that_were_linked_or_unlinked_are_looked_at_again_at_once() -> None:
    mine, theirs, still = (ConversationId(f"web:{name}") for name in ("mine", "theirs", "still"))
    turns = [
        finished(arrival(1, mine), records=(AccountTied(mine, HANA, TiedBy.CODE, "digest"),)),
        finished(arrival(2, line("Uhana")), records=(AccountUntied(theirs, HANA), AccountUntied(line("Uold"), HANA))),
        finished(arrival(3, still)),
    ]
    stage = Stage()
    await stage.turns()._commit(turns)
    assert set(await stage.wakeups.wait({Signal.WEB_CHAT}, 1)) == {mine, theirs}
