"""Wake-ups within one process: the embedded city, and tests."""

from collections.abc import Collection

from bot.core.ports import Signal
from bot.storage.wakeups.mailbox import Mailbox


class InProcessWakeups:
    def __init__(self) -> None:
        self._mailbox = Mailbox()

    async def wake(self, signal: Signal, detail: str = "") -> None:
        self._mailbox.put(signal, detail)

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        return await self._mailbox.wait(signals, within)

    async def close(self) -> None:
        """Nothing to close; here so that both kinds are used alike."""
