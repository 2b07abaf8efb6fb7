"""Jobs run in the worker that holds lane 0, and in no other."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from bot import working
from bot.jobs import Job, Jobs
from bot.working import Work
from tests.unit.stage import SetClock, Stage
from tests.unit.test_working import SomeLanes, until


async def worked(lanes: Collection[int], monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the job ran in some rounds of a worker with those lanes."""
    monkeypatch.setattr(working, "JOBS_LOOK", 0.01)
    stage, ran = Stage(), []

    async def run(now: datetime) -> int:
        ran.append(now)
        return 0

    held = SomeLanes(lanes)
    jobs = Jobs([Job("often", timedelta(), run)], SetClock())
    work = Work(turns=stage.turns(), delivery=stage.delivery(), lanes=held, wakeups=stage.wakeups, jobs=jobs)
    running = asyncio.create_task(work.run())
    with suppress(TimeoutError):
        await until(lambda: len(ran) > 1, within=0.5)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert held.released
    return len(ran)


async def test_the_worker_with_the_first_lane_runs_them_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await worked((0, 5), monkeypatch) > 1


async def test_a_worker_without_it_runs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await worked((1, 2), monkeypatch) == 0
