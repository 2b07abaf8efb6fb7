"""Reads the board while somebody looks: on every hint, at the latest after the poll; all pages share a read."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog

from admin.board import Board
from admin.pace import breath_after, pause_after
from admin.queries.board import read_board
from admin.queries.notices import Limits
from bot.core.elders import USUAL, Elders
from bot.core.errors import Unavailable
from bot.core.ports import Clock, Signal, Wakeups
from bot.storage.border import Rejected
from bot.storage.database import Database

log = structlog.get_logger()

POLL_SECONDS = 0.7
"""With the read and the way to the browser still under a second, where no hint comes."""
_PAUSE_SECONDS = 0.1
"""Between two reads, so that a storm of hints is one read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The `number`th read. `down`: the database does not answer, and `board` is what was read last, if anything."""

    number: int
    now: datetime
    board: Board | None
    down: bool


class Watch:
    def __init__(
        self,
        database: Database,
        wakeups: Wakeups,
        clock: Clock,
        elders: Elders = USUAL,
        staff_step: int | None = None,
    ) -> None:
        """`staff_step` as in `VisitsWanted`."""
        self._database = database
        self._wakeups = wakeups
        self._clock = clock
        self._elders = elders
        self._staff_step = staff_step
        self._latest = Reading(0, clock.now(), None, down=False)
        self._lookers: list[Callable[[], Limits]] = []
        self._wanted = asyncio.Event()
        self.is_reading = False
        """The database has been asked and has not answered yet."""
        self._news = asyncio.Condition()

    @contextmanager
    def looking(self, wants: Callable[[], Limits]) -> Iterator[None]:
        """While a page is open; it may want more as it goes on. With the last page goes what was read for it."""
        self._lookers.append(wants)
        self._wanted.set()
        try:
            yield
        finally:
            self._lookers.remove(wants)
            if not self._lookers:
                self._wanted.clear()
                self._latest = Reading(self._latest.number, self._latest.now, None, down=False)

    async def after(self, number: int, within: float) -> Reading | None:
        """The first reading after that number; None where none came in time, and then something is wrong."""
        try:
            async with asyncio.timeout(within), self._news:
                await self._news.wait_for(lambda: self._is_news(number))
        except TimeoutError:
            return None
        return self._latest

    def _is_news(self, number: int) -> bool:
        return self._latest.number > number and (self._latest.board is not None or self._latest.down)

    async def run(self) -> None:
        """Until it is cancelled; a read under way comes to its end, or its connection would never be closed."""
        while True:
            await self._wanted.wait()
            began = time.monotonic()
            await asyncio.shield(self._read())
            spent = time.monotonic() - began
            breath = breath_after(spent, _PAUSE_SECONDS)
            await asyncio.sleep(breath)
            await self._wakeups.wait((Signal.BOARD,), max(pause_after(spent, POLL_SECONDS) - breath, 0.0))

    async def _read(self) -> None:
        now, last = self._clock.now(), self._latest
        self.is_reading = True
        try:
            board = await read_board(self._database, now, self._limits(), self._elders, self._staff_step)
        except (Unavailable, Rejected) as error:
            self._log_change(down=True, error=type(error).__name__)
            reading = Reading(last.number + 1, now, last.board, down=True)
        else:
            self._log_change(down=False)
            # Whoever it was read for may have left in the meantime.
            reading = Reading(last.number + 1, now, board if self._lookers else None, down=False)
        finally:
            self.is_reading = False
        async with self._news:
            self._latest = reading
            self._news.notify_all()

    def _limits(self) -> Limits:
        wanted = [each() for each in self._lookers]
        return Limits(
            to_go=max((each.to_go for each in wanted), default=0),
            others=max((each.others for each in wanted), default=0),
        )

    def _log_change(self, *, down: bool, error: str = "") -> None:
        """Once when it is lost, once when it is back."""
        if down and not self._latest.down:
            log.warning("console.database_lost", error=error)
        if not down and self._latest.down:
            log.info("console.database_back")
