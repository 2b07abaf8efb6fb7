"""The time of the sandbox: real by default, virtual where a test wants 24 hours to pass in a moment."""

import asyncio
import heapq
import time
from typing import Protocol

JANUARY_2026_MS = 1_767_225_600_000


class Clock(Protocol):
    """Milliseconds since 1970 in UTC, and waiting in the same time."""

    def now_ms(self) -> int: ...

    async def sleep_until(self, moment_ms: int) -> None: ...


class RealClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep_until(self, moment_ms: int) -> None:
        await asyncio.sleep(max(0.0, (moment_ms - self.now_ms()) / 1000))


class VirtualClock:
    """Stands still until `advance`; whoever sleeps in it wakes when its moment has been passed."""

    def __init__(self, start_ms: int = JANUARY_2026_MS) -> None:
        self._now_ms = start_ms
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turn = 0

    def now_ms(self) -> int:
        return self._now_ms

    def advance(self, seconds: float) -> None:
        """Lets `seconds` (>= 0) pass; callable from any thread."""
        if seconds < 0:
            raise ValueError(f"seconds must not be negative: the sandbox's time runs forward, got {seconds}")
        self._now_ms += round(seconds * 1000)
        while self._sleepers and self._sleepers[0][0] <= self._now_ms:
            _, _, sleeper = heapq.heappop(self._sleepers)
            sleeper.get_loop().call_soon_threadsafe(_wake, sleeper)

    async def sleep_until(self, moment_ms: int) -> None:
        if moment_ms <= self._now_ms:
            await asyncio.sleep(0)
            return
        sleeper = asyncio.get_running_loop().create_future()
        self._turn += 1
        heapq.heappush(self._sleepers, (moment_ms, self._turn, sleeper))
        await sleeper


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)
