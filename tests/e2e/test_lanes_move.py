"""Two real workers share the lanes: one that is killed leaves nothing lying, and without Redis the poll carries on."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.core.events import Channel, conversation_id
from bot.core.ids import EventId, PersonId
from bot.core.lanes import lane_of
from bot.core.ports import LANES, Arrival, Signal
from bot.core.requests import CircleOf, Request
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.lanes.postgres import CLASS
from bot.storage.memory import MemoryLanes, MemoryTurnStore
from bot.storage.tables import conversations, inbox
from bot.storage.wakeups import RedisWakeups
from bot.working import Work
from integrations.sandbox.line_platform import World
from tests.e2e.processes import Process, running
from tests.e2e.storm.findings import until_quiet
from tests.e2e.storm.town import Resident, residents, settled
from tests.servers import redis
from tests.servers.missing import Missing, skip_or_fail
from tests.servers.postgres import PostgresServer
from tests.servers.tables import migrated
from tests.unit.stage import Stage

WITHIN = 2.0
"""Seconds in which a dead worker's lanes are worked on again."""
_HELD = text(
    "SELECT pid, objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
    f"AND classid = {CLASS} AND objid < {LANES} "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass
class Stretch:
    """A town on PostgreSQL with LINE beside it, and two workers that are not started yet."""

    database: Database
    world: World
    town: tuple[Resident, ...]
    wakeups: RedisWakeups
    workers: tuple[Process, Process]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def says(self, residents: Sequence[Resident], words: str = "無事です") -> list[str]:
        """One event of each, in the inbox and called out; the reply tokens."""
        arrivals = [self._arrival(each, next(self.numbers), words) for each in residents]
        await SqlInbox(self.database).accept([arrival for arrival, _ in arrivals])
        await self.wakeups.wake(Signal.INBOX)
        return [token for _, token in arrivals]

    def _arrival(self, by: Resident, number: int, words: str) -> tuple[Arrival, str]:
        now, token = datetime.now(UTC), self.world.ids.reply_token()
        self.world.reply_tokens.give(token, by.address, self.world.now_ms())
        message = {"type": "text", "id": str(number), "text": words}
        source = {"type": "user", "userId": by.address}
        event = {"type": "message", "mode": "active", "source": source, "replyToken": token, "message": message}
        talk = conversation_id(Channel.LINE, by.address)
        happened = now - timedelta(hours=1) + timedelta(milliseconds=number)
        raw = json.dumps(event).encode()
        return Arrival(EventId(f"lane-{number:05}"), Channel.LINE, talk, happened, now, raw), token

    async def answered(self, tokens: Sequence[str], within: float) -> float:
        """Seconds until the last of them was replied to."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with asyncio.timeout(within):
            while not set(tokens) <= self.world.journal.accepted_per_reply_token().keys():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        return loop.time() - began

    async def shares(self) -> dict[int, set[int]]:
        """The lanes by the session that holds them."""
        held: dict[int, set[int]] = {}
        async with self.database.reading() as connection:
            for row in await connection.execute(_HELD):
                held.setdefault(row.pid, set()).add(row.objid)
        return held

    async def until_shared(self, sizes: list[int]) -> dict[int, set[int]]:
        async with asyncio.timeout(60):
            while sorted(map(len, (held := await self.shares()).values())) != sizes:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        return held

    async def moved(self) -> float:
        """Seconds until one worker alone holds everything."""
        began = asyncio.get_running_loop().time()
        await self.until_shared([LANES])
        return asyncio.get_running_loop().time() - began

    async def in_order(self) -> bool:
        """Each conversation's events were done one after the other, each once."""
        async with self.database.reading() as connection:
            rows = list(await connection.execute(select(inbox).order_by(inbox.c.occurred_at, inbox.c.event_id)))
            versions = {row.id: row.version for row in await connection.execute(select(conversations))}
        talks: dict[str, list[Any]] = {}
        for row in rows:
            talks.setdefault(row.conversation, []).append(row.done_at)
        once = all(versions[id_] == len(done) for id_, done in talks.items())
        return once and all(a < b for done in talks.values() for a, b in pairwise(done))


@asynccontextmanager
async def stretch(server: PostgresServer, redis_address: str, folder: Path) -> AsyncIterator[Stretch]:
    world, town = World(), residents(40, 0)
    with server.database(migrated) as address:
        async with settled(world, town, address, redis_address) as environ:
            first, second = (Process(("worker",), environ, folder / f"{name}.log") for name in ("first", "second"))
            database, wakeups = Database(address), RedisWakeups(redis_address)
            try:
                yield Stretch(database, world, town, wakeups, (first, second))
            finally:
                await wakeups.close()
                await database.close()


async def test_a_killed_workers_lanes_are_worked_on_within_two_seconds_and_keep_their_order(
    postgres_server: PostgresServer, redis_url: str, tmp_path: Path
) -> None:
    async with stretch(postgres_server, redis_url, tmp_path) as town:
        first, second = town.workers
        async with running(first):
            (mine,) = await town.until_shared([LANES])
            async with running(second):
                held = await town.until_shared([LANES // 2, LANES // 2])
                orphans = [each for each in town.town if lane_of(f"line:{each.address}") in held[mine]]
                assert 5 < len(orphans) < 35
                before = await town.says(orphans)
                await asyncio.sleep(0.05)
                first.kill()
                after = await town.says(orphans)
                moving = asyncio.create_task(town.moved())
                took = await town.answered(after, within=30)
                print(  # noqa: T201
                    f"\nthe lanes moved within {await moving:.2f} s; {len(orphans)} conversations of the dead worker, "
                    f"each with an event in flight, were answered after {took:.2f} s"
                )
                await until_quiet(town.database, within=60)
        assert await town.in_order()
        accepted = town.world.journal.accepted_per_reply_token()
        assert {accepted[token] for token in (*before, *after)} == {1}
        assert town.world.journal.doubled() == []
        assert took <= WITHIN


async def test_without_redis_the_poll_carries_on(postgres_server: PostgresServer, tmp_path: Path) -> None:
    try:
        redis.find()
    except Missing as reason:
        skip_or_fail(reason)
    with ExitStack() as stack:
        server = stack.enter_context(redis.own_server())
        async with stretch(postgres_server, server.address, tmp_path) as town, running(*town.workers):
            await town.until_shared([LANES // 2, LANES // 2])
            await town.answered(await town.says(town.town), within=30)
            woken = await town.answered(await town.says(town.town[:4]), within=10)
            stack.close()
            polled = await town.answered(await town.says(town.town), within=30)
            print(f"\nanswered after {woken:.2f} s with Redis, after {polled:.2f} s without")  # noqa: T201
            await until_quiet(town.database, within=60)
            assert await town.in_order()
            assert polled < 5


async def test_a_request_that_hangs_delays_its_own_conversation_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes on goes on at once, by its wake-up: the poll would come in an hour."""
    monkeypatch.setattr("bot.working.POLL", 3600.0)
    stage, hanging, hangs = Stage(), asyncio.Event(), asyncio.Event()

    class Hanging(MemoryTurnStore):
        async def answer(self, request: Request[Any]) -> Any:
            if request == CircleOf(PersonId("hana")):
                hanging.set()
                await hangs.wait()
            return await super().answer(request)

    work = Work(
        turns=stage.turns(Hanging(stage.world)), delivery=stage.delivery(), lanes=MemoryLanes(), wakeups=stage.wakeups
    )
    working = asyncio.create_task(work.run())
    slow = [stage.arrives(number) for number in (1, 2)]
    await stage.wakeups.wake(Signal.INBOX)
    async with asyncio.timeout(5):
        await hanging.wait()
    for number in range(3, 20):
        quick = stage.arrives(number, by="sato")
        await stage.wakeups.wake(Signal.INBOX)
        async with asyncio.timeout(5):
            while not stage.line.replied[f"token-{quick.id}"]:  # noqa: ASYNC110 - the channel tells nobody
                await asyncio.sleep(0.005)
    assert [stage.state(each)[0] for each in slow] == ["pending", "pending"]
    hangs.set()
    async with asyncio.timeout(5):
        while stage.line.replied.total() < 19:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
