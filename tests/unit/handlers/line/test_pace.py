"""Calls keep within LINE's rates."""

import asyncio

import pytest

from handlers.line.pace import Pace


class Sleeps:
    """A loop's time that only sleeping moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now)
        monkeypatch.setattr(asyncio, "sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def _taken(pace: Pace, calls: int, sleeps: Sleeps) -> float:
    began = sleeps.now
    for _ in range(calls):
        await pace.turn()
    return sleeps.now - began


async def test_multicasts_run_at_seventy_per_cent_of_lines_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = Sleeps(monkeypatch)
    assert await _taken(Pace(200), 1400, sleeps) == pytest.approx(10, abs=0.15)


async def test_processes_share_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = Sleeps(monkeypatch)
    assert await _taken(Pace(200, processes=4), 350, sleeps) == pytest.approx(10, abs=0.15)


async def test_a_few_calls_after_a_rest_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = Sleeps(monkeypatch)
    pace = Pace(200)
    await _taken(pace, 1000, sleeps)
    sleeps.now += 60
    assert await _taken(pace, 14, sleeps) == 0
    assert await _taken(pace, 140, sleeps) == pytest.approx(1, abs=0.15)
