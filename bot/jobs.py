"""The shell around what happens by the clock: named jobs, each idempotent, run by the worker that holds lane 0.

A job that fails is tried again at its next time and stops no other. Two workers may run one for a moment while a lane
changes hands: every job bears that.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter

from bot.core.errors import Unavailable
from bot.core.ports import Clock

log = structlog.get_logger()

_JOBS = Counter("anpi_jobs", "Jobs by the clock, by what became of them", ["job", "fate"])


@dataclass(frozen=True, slots=True)
class Job:
    """`name` is a word for logs and counts. `run` gets the moment and returns how many things it did."""

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[int]]


class Jobs:
    def __init__(self, jobs: Sequence[Job], clock: Clock) -> None:
        """All are due at once after a start: nobody knows when they last ran."""
        self._jobs = tuple(jobs)
        self._clock = clock
        self._next: dict[str, datetime] = {}

    async def run_due(self) -> int:
        """Those whose time has come, one after the other; returns how many ran."""
        now = self._clock.now()
        due = [each for each in self._jobs if self._next.get(each.name, now) <= now]
        for job in due:
            self._next[job.name] = now + job.every
            await _run(job, now)
        return len(due)


async def _run(job: Job, now: datetime) -> None:
    try:
        done = await job.run(now)
    except Unavailable as error:
        _JOBS.labels(job.name, "unavailable").inc()
        log.warning("job.waits", job=job.name, dependency=error.dependency)
    except Exception:
        # The worker's boundary: whatever is wrong with one job, the others go on.
        _JOBS.labels(job.name, "failed").inc()
        log.exception("job.failed", job=job.name)
    else:
        _JOBS.labels(job.name, "done").inc()
        if done:
            log.info("job.done", job=job.name, things=done)
