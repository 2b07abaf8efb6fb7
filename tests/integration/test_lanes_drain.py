"""Two workers over one PostgreSQL: lanes that change hands take nothing along that is still under way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest

from bot.core.events import Channel
from bot.core.letters import Letter
from bot.core.ports import LANES
from bot.delivery import Delivery
from bot.hearing import Hearing
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.lanes import PostgresLanes
from bot.storage.migrations import migrate
from bot.storage.outbox import SqlOutbox
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.turns import Turns
from bot.working import HOLD, Work
from tests.servers.postgres import PostgresServer, in_own_thread
from tests.unit.stage import AIZU, FewWords, PlainParser, SetClock, StageLine, letter_of

A_CALL = 3 * HOLD
"""Seconds that a call takes here: much longer than two looks at the lanes."""


class SlowLine(StageLine):
    def __init__(self, attempted: Counter[str]) -> None:
        super().__init__(SetClock())
        self._attempted = attempted

    async def push(self, letter: Letter) -> None:
        self._attempted[letter.id] += 1
        await asyncio.sleep(A_CALL)
        await super().push(letter)


class Worker:
    """One process's part, with connections and lanes of its own."""

    def __init__(self, address: str, attempted: Counter[str]) -> None:
        self.database, self.lanes = Database(address), PostgresLanes(address)
        self.line, clock, wakeups = SlowLine(attempted), SetClock(), InProcessWakeups()
        clock.advance(timedelta(hours=1).total_seconds())
        store = SqlTurnStore(self.database)
        turns = Turns(
            store=store,
            parsers={Channel.LINE: PlainParser()},
            hearing=Hearing(FewWords(), store, clock),
            city=AIZU,
            clock=clock,
            wakeups=wakeups,
        )
        senders = {Channel.LINE: self.line}
        delivery = Delivery(outbox=SqlOutbox(self.database), senders=senders, clock=clock, jitter=lambda: 0.5)
        self.work = Work(turns=turns, delivery=delivery, lanes=self.lanes, wakeups=wakeups)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        working = asyncio.create_task(self.work.run())
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            await self.database.close()


@pytest.fixture
def address(postgres_server: PostgresServer) -> Iterator[str]:
    def migrated(url: str) -> None:
        in_own_thread(migrate(url))

    with postgres_server.database(migrated) as url:
        yield url


async def test_no_letter_is_attempted_by_two_workers_when_lanes_change_hands(address: str) -> None:
    attempted: Counter[str] = Counter()
    letters = [letter_of(number, f"person-{number}") for number in range(200)]
    first, second = Worker(address, attempted), Worker(address, attempted)
    async with first.database.writing() as connection:
        await add_new(connection, outbox, [row_of_letter(each) for each in letters])
    async with first.running(), asyncio.timeout(30):
        while not first.line.pushed.total():  # noqa: ASYNC110 - the channel tells nobody
            await asyncio.sleep(0.01)
        async with second.running():
            while (first.line.pushed + second.line.pushed).total() < len(letters):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
            shares = [len(await each.lanes.hold(range(LANES))) for each in (first, second)]
    assert shares == [LANES // 2, LANES // 2]
    assert second.line.pushed.total() > 0
    assert attempted == dict.fromkeys([each.id for each in letters], 1)
