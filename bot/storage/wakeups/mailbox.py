"""Keeps hints until somebody waits for them. Forgetful on purpose: equal hints are one, and too many are forgotten."""

from asyncio import Future, get_running_loop, timeout
from collections.abc import Collection

from bot.core.ports import Signal

MOST = 10_000
"""Details kept per signal; with more than that unread nobody reads, and the poll is enough."""


class Mailbox:
    """One reader per signal: what one has read is gone for the others."""

    def __init__(self) -> None:
        self._hints: dict[Signal, dict[str, None]] = {signal: {} for signal in Signal}
        self._readers: set[Future[None]] = set()

    def put(self, signal: Signal, detail: str) -> None:
        hints = self._hints[signal]
        if len(hints) < MOST:
            hints[detail] = None
        for reader in self._readers:
            if not reader.done():
                reader.set_result(None)

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        """The details of the hints that are there, or the first that come within so many seconds, or none."""
        try:
            async with timeout(within):
                while not any(self._hints[signal] for signal in signals):
                    await self._next()
        except TimeoutError:
            return ()
        return self._take(signals)

    async def _next(self) -> None:
        reader: Future[None] = get_running_loop().create_future()
        self._readers.add(reader)
        try:
            await reader
        finally:
            self._readers.discard(reader)

    def _take(self, signals: Collection[Signal]) -> tuple[str, ...]:
        details = dict.fromkeys(detail for signal in signals for detail in self._hints[signal])
        for signal in signals:
            self._hints[signal].clear()
        return tuple(details)
