"""The shell around the outbox: which way a letter goes, when again, and what is counted as a repeat."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot import delivery as shell
from bot.core.conversation import Reach
from bot.core.errors import Refused, TryLater, Unavailable
from bot.core.letters import Fate, Letter, Settlement
from bot.core.records import NoticeKind, Priority
from bot.delivery import AT_ONCE, GIVE_UP_AFTER, RESERVED
from bot.storage.memory import MemoryOutbox
from bot.storage.outbox.consequence import LetterState
from tests.contracts.city import NOON
from tests.unit.stage import ALL, Fault, Stage, StageLine, deliver, letter_of, line

SOON = NOON + timedelta(seconds=50)


@pytest.fixture
def stage() -> Stage:
    return Stage()


class Noted(MemoryOutbox):
    """Remembers what became of each attempt, and fails so many times to keep it."""

    def __init__(self, stage: Stage, fails: int = 0, reason: Exception | None = None) -> None:
        super().__init__(stage.world)
        self.fates: list[Fate] = []
        self._fails = fails
        self._reason = reason or Unavailable("database")

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        if self._fails:
            self._fails -= 1
            raise self._reason
        self.fates += [each.fate for each in settlements]
        await super().settle(settlements)


class Wordless(StageLine):
    """Refuses as LINE does, and does not say because of whom."""

    async def push(self, letter: Letter) -> None:
        await self._wordless(super().push(letter))

    async def multicast(self, letter: Letter) -> None:
        await self._wordless(super().multicast(letter))

    async def _wordless(self, call: Awaitable[None]) -> None:
        try:
            await call
        except Refused as refusal:
            raise Refused(refusal.status) from None


async def until_done(stage: Stage) -> None:
    """Until nothing is due any more."""
    delivery = stage.delivery()
    while await deliver(delivery):
        pass


def answer(number: int = 1, token: str = "token") -> Letter:
    return replace(letter_of(number), reply_token=token, reply_until=SOON)


def chatter() -> Letter:
    return replace(answer(), must_deliver=False)


async def tried_twice(stage: Stage, letter: Letter, fault: Fault, pause: float) -> list[Fate]:
    """The fault strikes the first of two attempts; what became of both."""
    stage.post(letter)
    outbox = Noted(stage)
    stage.line.faults.append(fault)
    await deliver(stage.delivery(outbox))
    stage.clock.advance(pause)
    await deliver(stage.delivery(outbox))
    return outbox.fates


def mailing(stage: Stage, people: int = 500) -> tuple[Letter, list[str]]:
    """One letter to so many, and who they are."""
    everybody = [f"person-{number}" for number in range(people)]
    return stage.post(letter_of(1, *everybody)), everybody


def reached(stage: Stage) -> list[str]:
    done = [each.letter for each in stage.world.outbox.values() if each.state is LetterState.DONE]
    return sorted(each for letter in done for each in letter.recipients)


def notices(stage: Stage) -> list[NoticeKind]:
    return [each.notice.kind for each in stage.world.notices]


def state(stage: Stage, letter: Letter) -> LetterState:
    return stage.world.outbox[letter.id].state


def due_in(stage: Stage, letter: Letter) -> float:
    return (stage.world.outbox[letter.id].due_at - stage.clock.now()).total_seconds()


class TestTheWay:
    async def test_a_fresh_token_is_replied_to(self, stage: Stage) -> None:
        letter = stage.post(answer())
        assert await deliver(stage.delivery()) == 1
        assert (stage.line.calls, state(stage, letter)) == ([("reply", letter.id)], LetterState.DONE)

    @pytest.mark.parametrize("age", [50, 3_600])
    async def test_an_old_one_is_not_even_tried(self, stage: Stage, age: float) -> None:
        letter = stage.post(answer())
        stage.clock.advance(age)
        await deliver(stage.delivery())
        assert stage.line.calls == [("push", letter.id)]

    async def test_without_a_token_it_is_pushed_and_to_many_it_is_a_multicast(self, stage: Stage) -> None:
        alone, many = stage.post(letter_of(1)), stage.post(letter_of(2, "hana", "sato"))
        await deliver(stage.delivery())
        assert sorted(stage.line.calls) == [("multicast", many.id), ("push", alone.id)]

    async def test_a_token_that_was_refused_at_the_first_try_is_followed_by_a_push(self, stage: Stage) -> None:
        letter = answer(token="used")
        stage.world.post(letter)
        outbox = Noted(stage)
        await deliver(stage.delivery(outbox))
        assert stage.line.calls == [("reply", letter.id), ("push", letter.id)]
        assert outbox.fates == [Fate.SENT]


class TestAReplyWithoutAnAnswer:
    @pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER])
    async def test_is_tried_with_the_same_token_which_tells_whether_it_had_arrived(
        self, stage: Stage, fault: Fault
    ) -> None:
        """Accepted now if it had not, used up if it had."""
        assert await tried_twice(stage, answer(), fault, pause=2) == [Fate.RETRY, Fate.SENT]
        assert (stage.line.replied.total(), stage.line.pushed.total()) == (1, 0)

    async def test_is_repeated_as_a_push_and_counted_when_the_token_is_too_old(self, stage: Stage) -> None:
        assert await tried_twice(stage, answer(), Fault.LOST_AFTER, pause=60) == [Fate.RETRY, Fate.REPEATED]
        assert (stage.line.replied.total(), stage.line.pushed.total()) == (1, 1)

    async def test_is_dropped_then_where_it_was_chatter(self, stage: Stage) -> None:
        assert await tried_twice(stage, chatter(), Fault.LOST_AFTER, pause=60) == [Fate.RETRY, Fate.DROPPED]
        assert (state(stage, chatter()), stage.line.pushed.total()) == (LetterState.DROPPED, 0)

    async def test_is_not_thought_of_where_line_surely_took_nothing(self, stage: Stage) -> None:
        assert await tried_twice(stage, chatter(), Fault.TOO_MANY, pause=60) == [Fate.RETRY, Fate.SENT]

    async def test_may_be_the_one_at_which_the_worker_died(self, stage: Stage) -> None:
        """It is on record before the call that a reply was begun, with its body."""
        letter = stage.post(answer())
        seen = []
        stage.line.before_a_call = lambda _: seen.append(stage.world.outbox[letter.id].letter)
        await deliver(stage.delivery())
        (then,) = seen
        assert (then.replied, then.attempts, then.body, then.first_attempt_at) == (True, 1, "[1]", NOON)


class TestAgain:
    async def test_pauses_double_up_to_five_minutes(self, stage: Stage) -> None:
        letter = stage.post(letter_of(1))
        pauses = []
        for _ in range(11):
            stage.line.faults.append(Fault.LOST_BEFORE)
            await deliver(stage.delivery())
            pauses.append(due_in(stage, letter))
            stage.clock.advance(pauses[-1])
        assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]

    async def test_jitter_spreads_them_by_half(self, stage: Stage) -> None:
        delivery = stage.delivery()
        drawn = iter((0.0, 1.0))
        delivery._jitter = lambda: next(drawn)
        letters = [stage.post(letter_of(number)) for number in (1, 2)]
        stage.line.faults.extend((Fault.TOO_MANY, Fault.TOO_MANY))
        await deliver(delivery)
        assert [due_in(stage, each) for each in letters] == [0.5, 1.5]

    async def test_the_channel_may_ask_for_another_pause(self, stage: Stage) -> None:
        class Busy(StageLine):
            async def push(self, letter: Letter) -> None:
                raise TryLater("quota", ambiguous=False, pause=600)

        letter = stage.post(letter_of(1))
        await deliver(stage.delivery(sender=Busy(stage.clock)))
        assert due_in(stage, letter) == 600

    async def test_not_before_its_time(self, stage: Stage) -> None:
        stage.post(letter_of(1))
        stage.line.faults.append(Fault.LOST_BEFORE)
        await deliver(stage.delivery())
        stage.clock.advance(0.9)
        assert await deliver(stage.delivery()) == 0
        stage.clock.advance(0.1)
        assert await deliver(stage.delivery()) == 1

    async def test_a_push_whose_answer_was_lost_arrives_once_with_the_body_of_the_first_attempt(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        letter = stage.post(letter_of(1))
        stage.line.faults.append(Fault.LOST_AFTER)
        await deliver(stage.delivery())
        monkeypatch.setattr(stage.line, "render", lambda _: "[another]")
        stage.clock.advance(2)
        await deliver(stage.delivery())
        assert (stage.line.pushed[letter.id], stage.line.bodies[letter.id]) == (1, "[1]")
        assert state(stage, letter) is LetterState.DONE

    async def test_after_23_hours_staff_decide(self, stage: Stage) -> None:
        letter = stage.post(letter_of(1))
        stage.line.faults.append(Fault.LOST_BEFORE)
        await deliver(stage.delivery())
        stage.line.faults.append(Fault.LOST_BEFORE)
        stage.clock.advance(GIVE_UP_AFTER.total_seconds())
        await deliver(stage.delivery())
        assert (len(stage.line.calls), state(stage, letter)) == (2, LetterState.PENDING)
        stage.clock.advance(10)
        await deliver(stage.delivery())
        assert (len(stage.line.calls), state(stage, letter)) == (2, LetterState.EXPIRED)
        assert notices(stage) == [NoticeKind.UNDELIVERED]

    async def test_attempts_without_number_are_no_number_too_large(self, stage: Stage) -> None:
        """A worker that is killed at each attempt counts them without a pause."""
        letter = stage.post(replace(letter_of(1), attempts=5_000, first_attempt_at=NOON))
        stage.line.faults.append(Fault.LOST_BEFORE)
        await deliver(stage.delivery())
        assert due_in(stage, letter) == 300


class TestRefused:
    async def test_the_letter_is_given_up_the_account_marked_and_staff_told(self, stage: Stage) -> None:
        letter = stage.post(letter_of(1))
        stage.line.unknown.add("hana")
        await deliver(stage.delivery())
        assert state(stage, letter) is LetterState.REFUSED
        assert stage.world.conversations[line("hana")].reach is Reach.GONE
        assert notices(stage) == [NoticeKind.UNDELIVERED]

    async def test_among_many_the_rest_gets_a_letter_of_its_own(self, stage: Stage) -> None:
        whole = stage.post(letter_of(1, "hana", "yuki", "sato"))
        stage.line.unknown.add("yuki")
        delivery = stage.delivery()
        await deliver(delivery)
        await deliver(delivery)
        (rest,) = [each for each in stage.world.outbox.values() if each.letter.id != whole.id]
        assert (rest.letter.recipients, rest.state) == (("hana", "sato"), LetterState.DONE)
        assert stage.line.pushed == {rest.letter.id: 1}

    async def test_refused_without_a_name_all_others_are_asked(self, stage: Stage) -> None:
        stage.line = Wordless(stage.clock)
        _, everybody = mailing(stage)
        stage.line.unknown.add("person-321")
        await until_done(stage)
        assert reached(stage) == sorted({*everybody} - {"person-321"})
        assert notices(stage) == [NoticeKind.UNDELIVERED]
        assert len(stage.line.calls) < 25

    async def test_all_others_are_asked_even_when_their_letters_come_much_later(self, stage: Stage) -> None:
        """Busy at every letter but those with the one at fault: nobody is known to be reached meanwhile."""

        class Slow(Wordless):
            busy = True

            async def multicast(self, letter: Letter) -> None:
                if self.busy and not self.unknown & {*letter.recipients}:
                    raise TryLater("busy", ambiguous=False, pause=3_600)
                await super().multicast(letter)

        stage.line = slow = Slow(stage.clock)
        _, everybody = mailing(stage)
        stage.line.unknown.add("person-499")
        await until_done(stage)
        slow.busy = False
        stage.clock.advance(3_600)
        await until_done(stage)
        assert reached(stage) == sorted(everybody[:-1])
        assert len(stage.world.notices) == 1

    @pytest.mark.parametrize("people", [2, 10, 500])
    async def test_a_body_that_is_never_taken_is_soon_given_up_with_one_notice(self, stage: Stage, people: int) -> None:
        stage.line = Wordless(stage.clock)
        whole, everybody = mailing(stage, people)
        stage.line.unknown |= {*everybody}
        await until_done(stage)
        assert len(stage.line.calls) <= 32
        assert {each.state for each in stage.world.outbox.values()} == {LetterState.REFUSED}
        (raised,) = stage.world.notices
        assert (raised.notice.kind, raised.notice.conversation) == (NoticeKind.UNDELIVERED, None)
        assert state(stage, whole) is LetterState.REFUSED

    async def test_a_body_that_is_named_as_the_reason_is_given_up_at_once(self, stage: Stage) -> None:
        class Particular(StageLine):
            async def multicast(self, letter: Letter) -> None:
                self.calls.append(("multicast", letter.id))
                raise Refused(400, names_body=True)

        stage.line = Particular(stage.clock)
        mailing(stage)
        await until_done(stage)
        assert (len(stage.line.calls), len(stage.world.outbox), len(stage.world.notices)) == (1, 1, 1)


class TestPlaces:
    async def test_some_are_kept_for_urgent_letters(self, stage: Stage) -> None:
        for number in range(AT_ONCE + 10):
            stage.post(letter_of(number))
        delivery = stage.delivery()
        assert await delivery.begin(ALL) == AT_ONCE - RESERVED
        assert await delivery.begin(ALL) == 0
        for number in range(RESERVED + 5):
            stage.post(replace(letter_of(100 + number), priority=Priority.URGENT))
        assert await delivery.begin(ALL) == RESERVED
        assert await delivery.begin(ALL) == 0
        await delivery.settle()
        await deliver(delivery)
        assert stage.line.pushed.total() == AT_ONCE + 10 + RESERVED + 5

    async def test_urgent_letters_are_attempted_first(self, stage: Stage) -> None:
        bulk, normal = stage.post(replace(letter_of(1), priority=Priority.BULK)), stage.post(letter_of(2))
        urgent = stage.post(replace(letter_of(3), priority=Priority.URGENT))
        await deliver(stage.delivery())
        assert [id_ for _, id_ in stage.line.calls] == [urgent.id, normal.id, bulk.id]

    async def test_a_letter_on_its_way_is_not_begun_again(self, stage: Stage) -> None:
        stage.post(letter_of(1))
        delivery = stage.delivery()
        assert [await delivery.begin(ALL), await delivery.begin(ALL)] == [1, 0]
        await delivery.settle()
        assert delivery.finished.is_set()


class TestWhatIsBroken:
    async def test_a_letter_that_cannot_be_rendered_waits_and_stops_no_other(self, stage: Stage) -> None:
        broken, fine = stage.post(letter_of(1, key="unspeakable")), stage.post(letter_of(2))
        stage.line.unspeakable.add("unspeakable")
        await deliver(stage.delivery())
        assert (state(stage, fine), state(stage, broken)) == (LetterState.DONE, LetterState.PENDING)
        assert due_in(stage, broken) == 60
        stage.line.unspeakable.clear()
        stage.clock.advance(60)
        await deliver(stage.delivery())
        assert state(stage, broken) is LetterState.DONE

    async def test_a_letter_that_is_not_rendered_for_long_ends_with_one_notice(self, stage: Stage) -> None:
        broken = stage.post(letter_of(1, key="unspeakable"))
        stage.line.unspeakable.add("unspeakable")
        delivery, tries = stage.delivery(), 0
        with structlog.testing.capture_logs() as logs:
            while state(stage, broken) is LetterState.PENDING:
                await deliver(delivery)
                tries += 1
                stage.clock.advance(60)
                assert tries < 40
        assert (state(stage, broken), stage.line.calls) == (LetterState.EXPIRED, [])
        assert notices(stage) == [NoticeKind.UNDELIVERED]
        assert stage.world.notices[0].notice.conversation == line("hana")
        assert [each["event"] for each in logs] == ["letter.unrendered"] * tries + ["letter.given_up"]
        await deliver(delivery)
        assert len(stage.world.notices) == 1

    async def test_a_sender_that_fails_in_its_own_way_is_tried_again_later(self, stage: Stage) -> None:
        letter, other = stage.post(answer()), stage.post(letter_of(2))
        stage.line.faults.append(Fault.BUG)
        await deliver(stage.delivery())
        assert (due_in(stage, letter), state(stage, other)) == (1, LetterState.DONE)
        assert stage.world.outbox[letter.id].letter.replied
        stage.clock.advance(1)
        await deliver(stage.delivery())
        assert (state(stage, letter), stage.line.replied.total()) == (LetterState.DONE, 1)

    async def test_what_could_not_be_kept_is_attempted_again_with_the_same_key(self, stage: Stage) -> None:
        letter = stage.post(letter_of(1))
        delivery = stage.delivery(Noted(stage, fails=1))
        await deliver(delivery)
        assert state(stage, letter) is LetterState.PENDING
        await deliver(delivery)
        assert (state(stage, letter), stage.line.pushed[letter.id]) == (LetterState.DONE, 1)

    async def test_a_settlement_that_is_rejected_ends_neither_the_worker_nor_the_letter(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shell, "UNSETTLED_PAUSE", 0)
        letter = stage.post(letter_of(1))
        delivery = stage.delivery(Noted(stage, fails=1, reason=ValueError()))
        await deliver(delivery)
        await deliver(delivery)
        assert (state(stage, letter), stage.line.pushed[letter.id]) == (LetterState.DONE, 1)
