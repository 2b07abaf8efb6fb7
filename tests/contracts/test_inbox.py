"""What every inbox promises: durable when it says so, each event once."""

import asyncio

from bot.core.ports import LANES
from tests.contracts.backends import Backend
from tests.contracts.city import arrival, line

ALL = range(LANES)


class TestInbox:
    async def test_keeps_an_event_as_it_came(self, backend: Backend) -> None:
        came = arrival(1, minute=3, raw='{"text":"\\u0000さすけねぇ"}')
        await backend.inbox.accept([came])
        assert await backend.store.pending(ALL, (), 10) == (came,)

    async def test_knows_an_event_that_comes_again(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1, raw="first"), arrival(1, raw="again")])
        await backend.inbox.accept([arrival(1, raw="later")])
        (kept,) = await backend.store.pending(ALL, (), 10)
        assert kept.raw == b"first"

    async def test_takes_nothing_without_complaint(self, backend: Backend) -> None:
        await backend.inbox.accept([])
        assert await backend.store.pending(ALL, (), 10) == ()

    async def test_keeps_what_many_bring_at_once(self, backend: Backend) -> None:
        batches = [[arrival(10 * n + k, line(f"U{n}"), k) for k in range(3)] for n in range(50)]
        await asyncio.gather(*(backend.inbox.accept(each) for each in batches))
        waiting = await backend.store.pending(ALL, (), 1000)
        assert {each.id for each in waiting} == {each.id for batch in batches for each in batch}
