"""The hub: nothing lost, nothing doubled, whoever is slow, late, away or one too many."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Unavailable
from bot.core.ids import ConversationId
from bot.core.ports import Signal
from handlers.web_chat.hub import BATCH, Hub
from handlers.web_chat.memory import MemoryAccounts, MemoryChatLog
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.visitor import ROOM, Visitor
from tests.unit.handlers.web_chat.stage import StageClock, StageInbox, StageWakeups

A, B = ConversationId("web:a"), ConversationId("web:b")


class Everybody(MemoryAccounts):
    """Whose cookies open what their names say, but for those that were taken from them. `looks` counts the reads."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: set[str] = set()
        self.looks = 0

    async def opened_by(self, tokens: Collection[str]) -> Mapping[str, str]:
        self.looks += 1
        return {token: token.partition("-")[0] for token in tokens if token not in self.taken}


def ports_of(log: MemoryChatLog, wakeups: StageWakeups, accounts: Everybody | None = None) -> WebChatPorts:
    return WebChatPorts(StageInbox(), log, accounts or Everybody(), wakeups, StageClock())


def visitor_of(conversation: ConversationId, seen: int, name: str = "") -> Visitor:
    return Visitor(conversation, seen, conversation.removeprefix("web:") + name)


async def written(log: MemoryChatLog, *conversations: ConversationId, first: int = 1, last: int = 1) -> None:
    for number in range(first, last + 1):
        await log.append(conversations, f"m{number}", f'"{number}"')


class PollsWhenTold(StageWakeups):
    """Its waiting is over when the test says so, however long the machine takes."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = 0
        self._polls = asyncio.Semaphore(0)

    def poll(self) -> None:
        self._polls.release()

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        del signals, within
        self.waits += 1
        await self._polls.acquire()
        return ()

    async def has_looked(self, times: int) -> None:
        """The hub waits once more than it has looked."""
        async with asyncio.timeout(5):
            while self.waits <= times:  # noqa: ASYNC110 - the hub tells nobody
                await asyncio.sleep(0)


async def received(visitor: Visitor) -> list[int]:
    """The numbers waiting for the socket, in order."""
    numbers = []
    while visitor._waiting.qsize():
        numbers += [entry["seq"] for entry in json.loads(await visitor.next())["entries"]]
    return numbers


async def comes_to_receive(visitor: Visitor) -> list[int]:
    """The same, once there is something."""
    async with asyncio.timeout(5):
        while not visitor._waiting.qsize():  # noqa: ASYNC110 - the queue is the socket's to wait for
            await asyncio.sleep(0)
    return await received(visitor)


@asynccontextmanager
async def running(hub: Hub) -> AsyncIterator[None]:
    task = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def log() -> MemoryChatLog:
    return MemoryChatLog()


@pytest.fixture
def wakeups() -> StageWakeups:
    return StageWakeups()


async def test_hands_a_socket_what_it_has_not_seen_and_nothing_twice(log: MemoryChatLog, wakeups: StageWakeups) -> None:
    hub, visitor = Hub(ports_of(log, wakeups)), visitor_of(A, seen=2)
    await written(log, A, last=4)
    hub.join(visitor)
    await hub.look([A])
    await hub.look([A])
    assert await received(visitor) == [3, 4]


async def test_a_wake_up_brings_the_news_to_all_sockets_of_the_conversation(
    log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    hub = Hub(ports_of(log, wakeups), poll=60)
    one, other, stranger = visitor_of(A, 0), visitor_of(A, 0), visitor_of(B, 0)
    for visitor in (one, other, stranger):
        hub.join(visitor)
    async with running(hub):
        await written(log, A)
        await wakeups.wake(Signal.WEB_CHAT, A)
        assert await comes_to_receive(one) == await comes_to_receive(other) == [1]
        assert await received(stranger) == []


async def test_the_poll_finds_what_a_lost_wake_up_missed_in_one_read_for_all(log: MemoryChatLog) -> None:
    polls = PollsWhenTold()
    hub, one, other = Hub(ports_of(log, polls), poll=0), visitor_of(A, 0), visitor_of(B, 0)
    hub.join(one)
    hub.join(other)
    await written(log, A, B)
    async with running(hub):
        polls.poll()
        await polls.has_looked(1)
        assert log.reads == 1
    assert await received(one) == await received(other) == [1]


async def test_reads_nothing_while_nobody_is_here(log: MemoryChatLog) -> None:
    polls = PollsWhenTold()
    hub, visitor = Hub(ports_of(log, polls), poll=0), visitor_of(A, 0)
    hub.join(visitor)
    hub.leave(visitor)
    hub.leave(visitor)
    async with running(hub):
        for times in (1, 2, 3):
            polls.poll()
            await polls.has_looked(times)
    assert log.reads == 0


async def test_a_slow_socket_is_not_handed_more_than_it_has_room_for_and_loses_nothing(
    log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    hub, slow = Hub(ports_of(log, wakeups)), visitor_of(A, 0)
    hub.join(slow)
    for number in range(1, ROOM + 6):
        await written(log, A, first=number, last=number)
        await hub.look([A])
    assert slow.behind
    assert await received(slow) == list(range(1, ROOM + 1))
    await hub.look([A])
    assert await received(slow) == list(range(ROOM + 1, ROOM + 6))


async def test_a_long_past_comes_in_batches_and_the_socket_knows_that_there_is_more(
    log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    hub, visitor = Hub(ports_of(log, wakeups)), visitor_of(A, 0)
    await written(log, A, last=BATCH + 5)
    hub.join(visitor)
    await hub.look([A])
    assert visitor.behind
    await hub.look([A])
    assert await received(visitor) == list(range(1, BATCH + 6))


async def test_a_socket_that_comes_during_a_read_for_others_misses_nothing(
    log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    hub, newcomer = Hub(ports_of(log, wakeups)), visitor_of(A, 0)
    await written(log, A, last=5)
    entries = (await log.after({A: 3}, BATCH))[A]
    hub.join(newcomer)
    newcomer.hand(entries, since=3, more=False)
    assert newcomer.behind
    await hub.look([A])
    assert await received(newcomer) == [1, 2, 3, 4, 5]


async def test_one_socket_too_many_sends_the_oldest_away(log: MemoryChatLog, wakeups: StageWakeups) -> None:
    hub = Hub(ports_of(log, wakeups), per_conversation=2)
    oldest, older, newest = visitor_of(A, 0), visitor_of(A, 0), visitor_of(A, 0)
    for visitor in (oldest, older, newest):
        hub.join(visitor)
    async with asyncio.timeout(5):
        await oldest.until_sent_away()
    await written(log, A)
    await hub.look([A])
    assert [await received(each) for each in (oldest, older, newest)] == [[], [1], [1]]


async def test_a_full_house_says_so(log: MemoryChatLog, wakeups: StageWakeups) -> None:
    hub, visitor = Hub(ports_of(log, wakeups), most=1), visitor_of(A, 0)
    hub.join(visitor)
    assert hub.is_full
    hub.leave(visitor)
    assert not hub.is_full


async def test_goes_on_when_the_log_is_back(log: MemoryChatLog) -> None:
    polls = PollsWhenTold()
    hub, visitor = Hub(ports_of(log, polls), poll=0), visitor_of(A, 0)
    hub.join(visitor)
    await written(log, A)
    log.down = True
    with pytest.raises(Unavailable):
        await hub.look([A])
    async with running(hub):
        polls.poll()
        await polls.has_looked(1)
        log.down = False
        polls.poll()
        await polls.has_looked(2)
    assert await received(visitor) == [1]


Step = Literal["write", "look", "read", "reconnect"]
STEPS: tuple[Step, ...] = get_args(Step)


@given(st.lists(st.sampled_from(STEPS), max_size=60))
async def test_whatever_happens_every_number_comes_once_and_in_order(steps: list[Step]) -> None:
    log = MemoryChatLog()
    hub, visitor = Hub(ports_of(log, StageWakeups())), visitor_of(A, 0)
    hub.join(visitor)
    shown: list[int] = []
    count = 0
    last: tuple[Step, ...] = ("look", "read", "look", "read")
    for step in (*steps, *last):
        match step:
            case "write":
                count += 1
                await written(log, A, first=count, last=count)
            case "look":
                await hub.look([A])
            case "read":
                shown += await received(visitor)
            case "reconnect":
                hub.leave(visitor)
                visitor = visitor_of(A, shown[-1] if shown else 0)
                hub.join(visitor)
    assert shown == list(range(1, count + 1))


class TestCookiesThatOpenTheConversationNoMore:
    async def test_a_wake_up_sends_their_sockets_away_at_once_and_leaves_the_others(
        self, log: MemoryChatLog, wakeups: StageWakeups
    ) -> None:
        accounts = Everybody()
        hub = Hub(ports_of(log, wakeups, accounts), poll=60)
        mine, copied = visitor_of(A, 0), visitor_of(A, 0, "-copied")
        hub.join(mine)
        hub.join(copied)
        async with running(hub), asyncio.timeout(5):
            accounts.taken.add(copied.token)
            await wakeups.wake(Signal.WEB_CHAT, A)
            await copied.until_sent_away()
        assert (copied.is_locked_out, mine.is_locked_out) == (True, False)

    async def test_they_are_handed_nothing_even_when_the_wake_up_is_lost(
        self, log: MemoryChatLog, wakeups: StageWakeups
    ) -> None:
        accounts = Everybody()
        hub, mine, copied = Hub(ports_of(log, wakeups, accounts)), visitor_of(A, 0), visitor_of(A, 0, "-copied")
        hub.join(mine)
        hub.join(copied)
        accounts.taken.add(copied.token)
        await written(log, A)
        await hub.look([A])
        assert (await received(copied), copied.is_locked_out) == ([], True)
        assert await received(mine) == [1]

    async def test_a_look_from_time_to_time_finds_those_of_quiet_conversations(
        self, log: MemoryChatLog, wakeups: StageWakeups
    ) -> None:
        accounts = Everybody()
        hub, quiet = Hub(ports_of(log, wakeups, accounts), poll=0.01, doubt=0.03), visitor_of(A, 0)
        hub.join(quiet)
        accounts.taken.add(quiet.token)
        async with running(hub), asyncio.timeout(5):
            await quiet.until_sent_away()
        assert quiet.is_locked_out

    async def test_nobody_is_looked_up_while_nothing_is_new(self, log: MemoryChatLog, wakeups: StageWakeups) -> None:
        accounts = Everybody()
        hub = Hub(ports_of(log, wakeups, accounts))
        hub.join(visitor_of(A, 0))
        await hub.look([A])
        assert accounts.looks == 0
