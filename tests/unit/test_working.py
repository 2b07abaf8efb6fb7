"""The loops of a worker: woken or not it finds what waits, copes with a database that is down, and stops when told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from bot import working
from bot.core.errors import Unavailable
from bot.core.ids import ConversationId
from bot.core.lanes import lane_of
from bot.core.ports import LANES, Arrival, FinishedTurn, Known, Signal
from bot.storage.memory import MemoryLanes, MemoryTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.working import Work
from tests.unit.stage import ALL, Stage, line


@pytest.fixture
def stage() -> Stage:
    return Stage()


class SomeLanes(MemoryLanes):
    """Holds what it is told to, and remembers that it gave all of it back."""

    def __init__(self, held: Collection[int] = range(LANES)) -> None:
        self.held = frozenset(held)
        self.busy: frozenset[int] = frozenset()
        self.looks = 0
        self.released = False

    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:
        self.busy = frozenset(busy)
        self.looks += 1
        return self.held

    async def release(self) -> None:
        self.released = True


@asynccontextmanager
async def at_work(
    stage: Stage, lanes: MemoryLanes, wakeups: InProcessWakeups | None = None, store: MemoryTurnStore | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    heard = wakeups or stage.wakeups
    work = Work(turns=stage.turns(store, heard), delivery=stage.delivery(), lanes=lanes, wakeups=heard)
    running = asyncio.create_task(work.run())
    try:
        yield running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until(holds: Callable[[], object], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - the world in memory tells nobody
            await asyncio.sleep(0.01)


class Rests(InProcessWakeups):
    """Knows how often the loop of the inbox has come to rest: at the start before the lanes are held, and then."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        self.times += Signal.INBOX in signals
        return await super().wait(signals, within)


class DeafWakeups(Rests):
    async def wake(self, signal: Signal, detail: str = "") -> None:
        pass


async def test_an_event_goes_in_and_its_answer_comes_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the wake-ups alone: the poll would come in an hour."""
    monkeypatch.setattr(working, "POLL", 3600.0)
    wakeups = Rests()
    async with at_work(stage, SomeLanes(), wakeups):
        await until(lambda: wakeups.times == 2)
        stage.arrives(1)
        await wakeups.wake(Signal.INBOX)
        await until(stage.line.replied.total)


async def test_without_any_wake_up_the_poll_finds_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert working.POLL <= 1
    monkeypatch.setattr(working, "POLL", 0.05)
    wakeups = DeafWakeups()
    async with at_work(stage, SomeLanes(), wakeups):
        await until(lambda: wakeups.times >= 2)
        stage.arrives(1)
        await until(stage.line.replied.total)


async def test_without_lanes_nothing_is_touched_and_with_the_first_one_it_begins(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert working.HOLD <= 0.5
    monkeypatch.setattr(working, "HOLD", 0.01)
    monkeypatch.setattr(working, "POLL", 0.01)
    lanes, wakeups = SomeLanes(()), DeafWakeups()
    stage.arrives(1)
    async with at_work(stage, lanes, wakeups):
        await until(lambda: lanes.looks >= 3 and wakeups.times >= 3)
        assert stage.line.calls == []
        lanes.held = frozenset(range(LANES))
        await until(stage.line.replied.total)


async def test_lanes_in_which_something_has_begun_are_busy_until_it_has_ended(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "HOLD", 0.01)
    loads, sends = asyncio.Event(), asyncio.Event()

    class Slow(MemoryTurnStore):
        async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
            await loads.wait()
            return await super().load(conversations)

        async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
            await sends.wait()
            return await super().commit(turns)

    lanes, mine = SomeLanes(), frozenset({lane_of(line("hana"))})
    stage.arrives(1)
    async with at_work(stage, lanes, store=Slow(stage.world)):
        # Of all of them it is being found out which have work.
        await until(lambda: lanes.busy == ALL)
        loads.set()
        await until(lambda: lanes.busy != ALL)
        assert mine <= lanes.busy
        sends.set()
        await until(stage.line.replied.total)
        await until(lambda: not lanes.busy)


async def test_while_the_database_is_down_it_waits_and_then_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Down(MemoryTurnStore):
        times = 0
        up = False

        async def pending(
            self, lanes: Collection[int], busy: Collection[ConversationId], limit: int
        ) -> tuple[Arrival, ...]:
            if not self.up:
                self.times += 1
                raise Unavailable("database")
            return await super().pending(lanes, busy, limit)

    monkeypatch.setattr(working, "POLL", 0.1)
    store, loop = Down(stage.world), asyncio.get_running_loop()
    stage.arrives(1)
    began = loop.time()
    async with at_work(stage, SomeLanes(), store=store):
        await until(lambda: store.times >= 3)
        assert store.times <= 1 + (loop.time() - began) / working.POLL
        store.up = True
        await until(stage.line.replied.total)


async def test_when_it_is_stopped_what_has_begun_is_finished_and_the_lanes_are_given_back(stage: Stage) -> None:
    lanes = SomeLanes()
    said = stage.arrives(1)
    begun = asyncio.Event()

    class Slow(MemoryTurnStore):
        async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
            begun.set()
            await asyncio.sleep(0)
            return await super().load(conversations)

    async with at_work(stage, lanes, store=Slow(stage.world)) as running:
        await begun.wait()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert lanes.released
    assert stage.state(said)[0] in {"pending", "done"}
    assert len(stage.world.reports) == (stage.state(said)[0] == "done")


async def test_when_it_is_stopped_in_the_middle_of_a_look_at_the_lanes_that_look_ends(stage: Stage) -> None:
    looks, looked = asyncio.Event(), asyncio.Event()

    class Looking(SomeLanes):
        async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:
            looks.set()
            await asyncio.sleep(0.05)
            looked.set()
            return await super().hold(busy)

        async def release(self) -> None:
            assert looked.is_set()
            await super().release()

    lanes = Looking()
    async with at_work(stage, lanes):
        await looks.wait()
    assert lanes.released


async def test_it_stops_even_when_told_so_in_the_very_moment_in_which_it_ends_a_rest(stage: Stage) -> None:
    """Whoever cancels a task and waits for it must not take its own end for that of the task."""

    class Reluctant(Rests):
        leaving = asyncio.Event()

        async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
            try:
                return await super().wait(signals, within)
            except asyncio.CancelledError:
                self.leaving.set()
                await asyncio.sleep(0.05)
                raise

    wakeups = Reluctant()
    work = Work(turns=stage.turns(), delivery=stage.delivery(), lanes=SomeLanes(), wakeups=wakeups)
    running = asyncio.create_task(work.run())
    await until(lambda: wakeups.times == 2)
    wakeups.leaving.clear()
    work._turns.finished.set()
    await until(wakeups.leaving.is_set)
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=3)
    assert done == {running}


async def test_an_error_of_ours_ends_no_loop(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "POLL", 0.01)

    class BrokenOnce(MemoryTurnStore):
        tries = 0

        async def pending(
            self, lanes: Collection[int], busy: Collection[ConversationId], limit: int
        ) -> tuple[Arrival, ...]:
            self.tries += 1
            if self.tries == 1:
                raise ValueError("a bug")
            return await super().pending(lanes, busy, limit)

    stage.arrives(1)
    async with at_work(stage, SomeLanes(), store=BrokenOnce(stage.world)):
        await until(stage.line.replied.total)
