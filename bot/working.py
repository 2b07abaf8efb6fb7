"""A worker at work: holds lanes, starts turns and deliveries in them, and rests until there is more.

Wake-ups make it quick, the poll each second makes it sure (DESIGN.md 4.3).
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import structlog

from bot.core.errors import Unavailable
from bot.core.ports import Lanes, Signal, Wakeups
from bot.delivery import Delivery
from bot.jobs import Jobs
from bot.turns import Turns

log = structlog.get_logger()

POLL = 1.0
"""Seconds; finds what a lost wake-up missed."""
HOLD = 0.5
"""Seconds between two looks at the lanes: a killed worker's lanes are taken over within two seconds."""
JOBS_LANE = 0
JOBS_LOOK = 1.0
"""Seconds between two looks at which jobs are due."""


class Work:
    def __init__(
        self, *, turns: Turns, delivery: Delivery, lanes: Lanes, wakeups: Wakeups, jobs: Jobs | None = None
    ) -> None:
        self._turns = turns
        self._jobs = jobs
        self._delivery = delivery
        self._lanes = lanes
        self._wakeups = wakeups
        self._held: frozenset[int] = frozenset()
        self._beginning: dict[Signal, frozenset[int]] = {}
        """The lanes in which something is just being begun."""

    async def run(self) -> None:
        """Works until cancelled; then finishes what has begun and gives the lanes back."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hold_lanes())
                tasks.create_task(self._repeat(self._turns.begin, Signal.INBOX, self._turns.finished))
                tasks.create_task(self._repeat(self._delivery.begin, Signal.OUTBOX, self._delivery.finished))
                if self._jobs:
                    tasks.create_task(self._run_jobs(self._jobs))
        finally:
            await self._turns.settle()
            await self._delivery.settle()
            await self._lanes.release()

    async def _run_jobs(self, jobs: Jobs) -> None:
        """What happens by the clock happens where lane 0 is held: in one worker of all."""
        while True:
            if JOBS_LANE in self._held:
                await jobs.run_due()
            await asyncio.sleep(JOBS_LOOK)

    async def _hold_lanes(self) -> None:
        while True:
            held = await self._look()
            if held != self._held:
                log.info("lanes.held", lanes=len(held))
                self._held = held
                self._turns.finished.set()
                self._delivery.finished.set()
            await asyncio.sleep(HOLD)

    async def _look(self) -> frozenset[int]:
        """A look that has begun ends, or the connection would be torn down and the lanes free before the work ends."""
        looking = asyncio.create_task(self._lanes.hold(self._busy()))
        try:
            return await asyncio.shield(looking)
        except asyncio.CancelledError:
            await asyncio.wait({looking})
            raise

    def _busy(self) -> frozenset[int]:
        return self._turns.lanes.union(self._delivery.lanes, *self._beginning.values())

    async def _begin(self, begin: Callable[[Collection[int]], Awaitable[int]], signal: Signal) -> int:
        self._beginning[signal] = lanes = self._held
        try:
            return await begin(lanes) if lanes else 0
        finally:
            del self._beginning[signal]

    async def _repeat(
        self, begin: Callable[[Collection[int]], Awaitable[int]], signal: Signal, finished: asyncio.Event
    ) -> None:
        """Begins what waits until nothing does, then rests."""
        down = False
        while True:
            finished.clear()
            try:
                begun = await self._begin(begin, signal)
            except Unavailable as error:
                if not down:
                    log.warning("work.waits", signal=signal, dependency=error.dependency)
                down = True
                await asyncio.sleep(POLL)
                continue
            except Exception:
                # The worker's boundary: a loop that ended here would leave accepted events to nobody.
                log.exception("work.failed", signal=signal)
                await asyncio.sleep(POLL)
                continue
            if down:
                log.info("work.goes_on", signal=signal)
                down = False
            if not begun:
                await self._rest(signal, finished)

    async def _rest(self, signal: Signal, finished: asyncio.Event) -> None:
        """Until a wake-up, something of our own has finished, or the poll is due."""
        woken = asyncio.create_task(self._wakeups.wait({signal}, POLL))
        done = asyncio.create_task(finished.wait())
        try:
            await asyncio.wait({woken, done}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (woken, done):
                task.cancel()
            # Not `await task`: its end by our own cancelling could not be told from somebody cancelling us.
            await asyncio.wait({woken, done})
