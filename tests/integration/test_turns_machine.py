"""Inbox, turns and outbox under anything that can happen: doubled and late events, crashes, faults, and time.

The process may die before or after each commit and each call; whatever is built anew over the same stores goes on.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from structlog.testing import capture_logs

from bot import delivery, turns
from bot.core.events import Channel
from bot.core.ids import EventId, MessageId, derived_id
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import Arrival, FinishedTurn
from bot.core.records import Priority
from bot.core.replies import Speech
from bot.delivery import Delivery
from bot.storage.memory import MemoryInbox, MemoryOutbox, MemoryTurnStore
from bot.storage.outbox.consequence import LetterState
from bot.turns import Turns
from tests.unit.stage import ALL, Fault, Stage, StageLine, line

T = TypeVar("T")


@pytest.fixture(autouse=True)
def without_pauses_and_tracebacks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(turns, "PAUSE", 0)
    monkeypatch.setattr(delivery, "UNSETTLED_PAUSE", 0)
    with capture_logs():
        yield


WORDS = ("無事", "けが", "助けて", "使い方", "ありがとう", "壊")
PEOPLE = ("hana", "yuki", "sato")
FAULTS = (Fault.NONE, Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.TOO_MANY, Fault.BUG)


class Crash(BaseException):
    """The process is dead: nothing of it does anything any more."""


class Life:
    """Of one process: dies at the moment that is given, before or after the deed."""

    def __init__(self) -> None:
        self.dead = False
        self.dies_after: int | None = None
        self.deed_is_done = False

    async def through(self, deed: Coroutine[Any, Any, T]) -> T:
        """Does it, unless the process dies first; a crash afterwards takes the answer along."""
        dies = self._now()
        if self.dead or (dies and not self.deed_is_done):
            deed.close()
            self.dead = True
            raise Crash
        answer = await deed
        if dies:
            self.dead = True
            raise Crash
        return answer

    def _now(self) -> bool:
        if self.dies_after is None:
            return False
        self.dies_after -= 1
        return self.dies_after < 0


class MortalTurns(MemoryTurnStore):
    life: Life

    async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
        return await self.life.through(super().commit(turns))

    async def set_aside(self, arrival: Arrival, reason: str, at: datetime) -> None:
        await self.life.through(super().set_aside(arrival, reason, at))


class MortalOutbox(MemoryOutbox):
    life: Life
    fates: dict[MessageId, Fate]

    async def begin(self, letters: Sequence[Letter], now: datetime) -> Collection[MessageId]:
        return await self.life.through(super().begin(letters, now))

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        await self.life.through(self._noted(settlements))

    async def _noted(self, settlements: Sequence[Settlement]) -> None:
        await super().settle(settlements)
        self.fates.update({each.letter: each.fate for each in settlements})


class MortalLine:
    """The channel as this process reaches it."""

    def __init__(self, channel: StageLine, life: Life) -> None:
        self._channel = channel
        self._life = life

    def render(self, speech: Speech) -> str:
        return self._channel.render(speech)

    async def reply(self, token: str, letter: Letter) -> None:
        await self._life.through(self._channel.reply(token, letter))

    async def push(self, letter: Letter) -> None:
        await self._life.through(self._channel.push(letter))

    async def multicast(self, letter: Letter) -> None:
        await self._life.through(self._channel.multicast(letter))


class Shells(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda *_: None)
        self.stage = Stage(*PEOPLE)
        self.inbox = MemoryInbox(self.stage.world)
        self.sent: dict[EventId, Arrival] = {}
        self.fates: dict[MessageId, Fate] = {}
        self.start()

    def start(self) -> None:
        """A new process over what is stored."""
        self.life = Life()
        store, outbox = MortalTurns(self.stage.world), MortalOutbox(self.stage.world)
        store.life = outbox.life = self.life
        outbox.fates = self.fates
        self.turns: Turns = self.stage.turns(store)
        self.delivery: Delivery = self.stage.delivery(outbox, MortalLine(self.stage.line, self.life))

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Whatever dies takes everything in flight along."""
        with suppress(Crash):
            self.loop.run_until_complete(work)
        if self.life.dead:
            self.drop_all()

    def drop_all(self) -> None:
        self.life.dead = True
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.wait(tasks))
        self.start()

    @rule(
        by=st.sampled_from(PEOPLE),
        words=st.sampled_from(WORDS),
        late=st.one_of(st.just(0), st.integers(1, 600)),
        times=st.integers(1, 2),
    )
    def an_event_comes(self, by: str, words: str, late: int, times: int) -> None:
        number = len(self.sent)
        id_ = EventId(f"event-{number:03}")
        now = self.stage.clock.now()
        happened = now - timedelta(seconds=late) + timedelta(milliseconds=number)
        arrival = Arrival(id_, Channel.LINE, line(by), happened, now, words.encode())
        self.sent[id_] = arrival
        self.stage.line.issue(f"token-{id_}")
        for _ in range(times):
            self.loop.run_until_complete(self.inbox.accept([arrival]))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def an_old_event_comes_again(self, data: st.DataObject) -> None:
        again = data.draw(st.sampled_from(sorted(self.sent)))
        self.loop.run_until_complete(self.inbox.accept([self.sent[again]]))

    @rule()
    def turns_are_taken(self) -> None:
        self.run(self._turns())

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=6))
    def letters_are_delivered(self, faults: list[Fault]) -> None:
        self.stage.line.faults.extend(faults)
        self.run(self._letters())
        self.stage.line.faults.clear()

    @rule(fault=st.sampled_from((Fault.LOST_BEFORE, Fault.LOST_AFTER)), seconds=st.sampled_from((1, 55)))
    def every_answer_is_lost(self, fault: Fault, seconds: float) -> None:
        self.stage.line.faults.extend([fault] * 50)
        self.run(self._letters())
        self.stage.line.faults.clear()
        self.stage.clock.advance(seconds)

    @rule(after=st.integers(0, 8), done=st.booleans(), letters=st.booleans())
    def the_process_dies(self, after: int, done: bool, letters: bool) -> None:
        self.life.dies_after, self.life.deed_is_done = after, done
        self.run(self._letters() if letters else self._turns())
        self.drop_all()

    @rule(ticks=st.integers(0, 12))
    def work_is_broken_off_half_way(self, ticks: int) -> None:
        async def some() -> None:
            await self.turns.begin(ALL)
            await self.delivery.begin(ALL)
            for _ in range(ticks):
                await asyncio.sleep(0)

        self.run(some())
        self.drop_all()

    @rule(seconds=st.sampled_from((0.5, 2, 30, 55, 400)))
    def time_passes(self, seconds: float) -> None:
        self.stage.clock.advance(seconds)

    async def _turns(self) -> None:
        await self.turns.begin(ALL)
        await self.turns.settle()

    async def _letters(self) -> None:
        before = len(self.stage.line.calls)
        due = await MemoryOutbox(self.stage.world).due(ALL, self.stage.clock.now(), 100, ())
        urgent = [each.id for each in due if each.priority is Priority.URGENT]
        await self.delivery.begin(ALL)
        await self.delivery.settle()
        first = list(dict.fromkeys(id_ for _, id_ in self.stage.line.calls[before:]))
        assert set(first[: len(urgent)]) == set(urgent), "an urgent letter waited behind another"

    @invariant()
    def no_report_is_made_twice_and_none_of_nothing(self) -> None:
        made = Counter(told.event for told in self.stage.world.reports)
        assert all(number == 1 for number in made.values())
        done = {id_ for id_, each in self.stage.world.inbox.items() if each.state == "done"}
        assert made.keys() <= done
        stated = {id_ for id_ in done if self.sent[id_].raw.decode() in WORDS[:3]}
        assert stated <= made.keys(), "a statement was lost"

    @invariant()
    def every_event_moves_its_conversation_once(self) -> None:
        done = Counter(each.arrival.conversation for each in self.stage.world.inbox.values() if each.state == "done")
        assert {id_: each.version for id_, each in self.stage.world.conversations.items()} == dict(done)

    @invariant()
    def nothing_is_accepted_twice_under_one_key_or_token(self) -> None:
        line_ = self.stage.line
        assert all(number == 1 for number in (*line_.pushed.values(), *line_.replied.values()))

    @invariant()
    def only_counted_repeats_arrive_twice(self) -> None:
        for posted in self.stage.world.outbox.values():
            letter = posted.letter
            if self._arrived(letter) == 2:
                assert letter.must_deliver
                assert letter.replied, "a push followed a reply without anybody having known of it"

    def _arrived(self, letter: Letter) -> int:
        return self.stage.line.replied[letter.reply_token or ""] + self.stage.line.pushed[letter.id]

    def teardown(self) -> None:
        """In the end, with everything well, all is done, and what must arrive has arrived."""
        self.stage.line.faults.clear()
        # A turn that fails is tried three times, and what waits behind it in its conversation comes after.
        for _ in range(12 + 3 * len(self.sent)):
            self.run(self._turns())
            self.run(self._letters())
            self.stage.clock.advance(400)
        for id_, each in self.stage.world.inbox.items():
            assert each.state == "done", (id_, each)
            assert MessageId(derived_id(id_, "letter", 0)) in self.stage.world.outbox
        for posted in self.stage.world.outbox.values():
            assert posted.state is not LetterState.PENDING
            if not posted.letter.must_deliver:
                assert self._arrived(posted.letter) <= 1
            else:
                assert posted.state is LetterState.DONE
                counted = 2 if self.fates[posted.letter.id] is Fate.REPEATED else 1
                assert 1 <= self._arrived(posted.letter) <= counted
        self.loop.close()


Shells.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestShells = Shells.TestCase
