"""Lanes over a real PostgreSQL and a real file: fair shares, no lane twice, freed by death."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
import structlog
from sqlalchemy import make_url

from bot.core.ports import LANES, Lanes
from bot.storage.lanes import PostgresLanes, SqliteLanes, postgres
from bot.storage.memory import MemoryLanes

ALL = frozenset(range(LANES))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def worker(postgres_url: str) -> AsyncIterator[Callable[[], PostgresLanes]]:
    """Makes workers; those still alive at the end give back what they hold."""
    made: list[PostgresLanes] = []

    def make() -> PostgresLanes:
        made.append(PostgresLanes(postgres_url))
        return made[-1]

    yield make
    for each in made:
        await each.release()


class SetSeconds:
    """In the place of `monotonic`: goes only when it is told to."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


async def settled(*workers: Lanes) -> list[frozenset[int]]:
    """What each holds after everybody has looked a few times."""
    for _ in range(4):
        held = [await each.hold() for each in workers]
    return held


async def comes_to_hold(lanes: Lanes, number: int) -> bool:
    """Whether it holds so many lanes after a few looks."""
    for _ in range(100):
        if len(await lanes.hold()) == number:
            return True
        await asyncio.sleep(0.05)
    return False


async def kill_sessions(address: str) -> None:
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anpi lanes'"
    await connection.execute(query)
    await connection.close()


class TestPostgresLanes:
    async def test_one_worker_holds_all(self, worker: Callable[[], PostgresLanes]) -> None:
        assert await worker().hold() == ALL

    async def test_workers_share_fairly_and_none_is_held_twice(self, worker: Callable[[], PostgresLanes]) -> None:
        first = worker()
        assert await first.hold() == ALL
        second, third = worker(), worker()
        held = await settled(first, second, third)
        assert sorted(len(each) for each in held) == [20, 22, 22]
        assert frozenset().union(*held) == ALL
        assert sum(len(each) for each in held) == LANES

    async def test_no_lane_is_held_twice_while_workers_come_and_go(self, worker: Callable[[], PostgresLanes]) -> None:
        workers = [worker() for _ in range(5)]
        for turn in range(6):
            held = await asyncio.gather(*(each.hold() for each in workers[: turn % 5 + 1]))
            taken = [lane for each in held for lane in each]
            assert len(taken) == len(set(taken))

    async def test_a_surplus_lane_is_left_out_at_once_and_given_back_when_it_is_not_busy(
        self, worker: Callable[[], PostgresLanes]
    ) -> None:
        first, second = worker(), worker()
        assert await first.hold() == ALL
        assert await second.hold() == frozenset()
        held = await first.hold(ALL)
        assert len(held) == LANES // 2
        assert await second.hold() == frozenset()
        busy = sorted(ALL - held)[:3]
        assert await first.hold(busy) == held
        assert await second.hold() == ALL - held - {*busy}
        assert await first.hold() == held
        assert await second.hold() == ALL - held

    async def test_a_lane_that_stays_busy_is_given_back_all_the_same_after_a_while(
        self, worker: Callable[[], PostgresLanes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seconds = SetSeconds()
        monkeypatch.setattr(postgres, "monotonic", seconds)
        first, second = worker(), worker()
        await first.hold()
        await second.hold()
        held = await first.hold(ALL)
        seconds.at += postgres.DRAIN - 1
        assert (await first.hold(ALL), await second.hold()) == (held, frozenset())
        seconds.at += 1
        assert (await first.hold(ALL), await second.hold()) == (held, ALL - held)

    async def test_a_lane_on_its_way_out_comes_back_when_the_other_has_gone(
        self, worker: Callable[[], PostgresLanes]
    ) -> None:
        first, second, third = worker(), worker(), worker()
        await first.hold()
        await second.hold()
        assert len(await first.hold(ALL)) == LANES // 2
        await second.release()
        assert await first.hold(ALL) == ALL
        assert await first.hold() == ALL
        assert await third.hold() == frozenset()
        await first.release()
        assert await third.hold() == ALL

    async def test_what_one_gives_back_the_other_takes(self, worker: Callable[[], PostgresLanes]) -> None:
        first, second = worker(), worker()
        await settled(first, second)
        await first.release()
        assert await second.hold() == ALL
        assert await first.hold() == frozenset()
        assert [len(each) for each in await settled(first, second)] == [32, 32]

    async def test_a_lost_connection_means_holding_nothing_until_there_is_a_new_one(
        self, worker: Callable[[], PostgresLanes], postgres_url: str
    ) -> None:
        lanes = worker()
        assert await lanes.hold() == ALL
        await kill_sessions(postgres_url)
        with structlog.testing.capture_logs() as logs:
            assert await lanes.hold() == frozenset()
            assert await lanes.hold() == ALL
        assert [each["event"] for each in logs] == ["lanes.lost", "lanes.back"]

    async def test_a_database_that_is_down_is_no_error(self, tmp_path: Path) -> None:
        lanes = PostgresLanes(f"postgresql://postgres@/anpi?host={tmp_path}")
        with structlog.testing.capture_logs() as logs:
            assert await lanes.hold() == frozenset()
            assert await lanes.hold() == frozenset()
        assert [each["event"] for each in logs] == ["lanes.lost"]
        await lanes.release()

    async def test_a_killed_workers_lanes_are_free_at_once(
        self, worker: Callable[[], PostgresLanes], postgres_url: str
    ) -> None:
        mine = worker()
        with holding(f"PostgresLanes({postgres_url!r})") as other:
            assert await comes_to_hold(mine, LANES // 2)
            other.send_signal(signal.SIGKILL)
            other.wait()
            async with asyncio.timeout(2):
                assert await comes_to_hold(mine, LANES)


class TestSqliteLanes:
    async def test_one_worker_holds_all_until_it_gives_them_back(self, tmp_path: Path) -> None:
        first, second = SqliteLanes(tmp_path / "anpi.db"), SqliteLanes(tmp_path / "anpi.db")
        assert await settled(first, second) == [ALL, frozenset()]
        await first.release()
        assert await settled(second, first) == [ALL, frozenset()]
        await second.release()

    async def test_a_killed_workers_lanes_are_free_at_once(self, tmp_path: Path) -> None:
        mine = SqliteLanes(tmp_path / "anpi.db")
        with holding(f"SqliteLanes({str(tmp_path / 'anpi.db')!r})") as other:
            assert await mine.hold() == frozenset()
            other.send_signal(signal.SIGKILL)
            other.wait()
            assert await mine.hold() == ALL
        await mine.release()

    async def test_a_folder_that_is_not_there_is_no_error(self, tmp_path: Path) -> None:
        assert await SqliteLanes(tmp_path / "nowhere" / "anpi.db").hold() == frozenset()


async def test_in_memory_there_is_one_worker() -> None:
    lanes = MemoryLanes()
    assert await lanes.hold() == ALL
    await lanes.release()


def holding(lanes: str) -> subprocess.Popen[bytes]:
    """Another worker in a process of its own, once it has looked twice and holds its lanes."""
    program = f"""
import asyncio
from bot.storage.lanes import PostgresLanes, SqliteLanes, postgres
async def main():
    lanes = {lanes}
    while True:
        print(len(await lanes.hold()), flush=True)
        await asyncio.sleep(0.1)
asyncio.run(main())
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"64"
    return process
