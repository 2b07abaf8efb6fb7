"""One reading for all who ask at the same time: nobody queues behind a provider that is slow."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class SharedReading(Generic[T]):
    """Runs `read` at most once at a time; whoever comes meanwhile gets the same result or the same error."""

    def __init__(self, read: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._read = read
        self._running: asyncio.Task[T] | None = None

    async def result(self) -> T:
        """A caller that is cancelled does not take the reading away from the others."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._read())
            self._running.add_done_callback(_observe)
        return await asyncio.shield(self._running)


def _observe(task: asyncio.Task[T]) -> None:
    """An error that all callers left behind is nobody's; asyncio would complain that none has looked at it."""
    if not task.cancelled():
        task.exception()
