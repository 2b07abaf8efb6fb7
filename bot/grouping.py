"""Work that comes together is done together: one commit for many callers, who each wait for their own answer."""

from asyncio import Future, Task, create_task, get_running_loop
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Grouping(Generic[T, R]):
    """While one group is at work the next one gathers, so that load makes groups larger and not waits longer.

    The work runs in a task of its own: a caller who goes away takes nobody's along. An error of the work is
    raised for each caller of that group.
    """

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], most: int) -> None:
        self._work = work
        self._most = most
        self._queue: deque[tuple[T, Future[R]]] = deque()
        self._task: Task[None] | None = None

    async def do(self, item: T) -> R:
        """The answer for this item, once its group is done."""
        answer: Future[R] = get_running_loop().create_future()
        self._queue.append((item, answer))
        if self._task is None:
            self._task = create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._queue:
                group = [self._queue.popleft() for _ in range(min(self._most, len(self._queue)))]
                await self._run_group(group)
        finally:
            self._task = None

    async def _run_group(self, group: list[tuple[T, Future[R]]]) -> None:
        try:
            answers = await self._work([item for item, _ in group])
        except BaseException as error:
            for _, waiting in group:
                if not waiting.done():
                    waiting.set_exception(error if isinstance(error, Exception) else ConnectionAbortedError())
            if not isinstance(error, Exception):
                raise
        else:
            for (_, waiting), answer in zip(group, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(answer)
