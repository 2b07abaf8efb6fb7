"""Work that comes together is done together: one commit for many callers, who each wait for their own answer."""

from asyncio import Future, Task, create_task, get_running_loop
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, TypeVar

from bot.core.errors import Unavailable

T = TypeVar("T")
R = TypeVar("R")


class Grouping(Generic[T, R]):
    """While one group is at work the next one gathers, so that load makes groups larger and not waits longer.

    The work runs in a task of its own: a caller who goes away takes nobody's along. Where a dependency is down, that
    is raised for each caller of the group. Any other error is the fault of one of them: each is then tried alone, and
    only whoever is at fault hears of it. So the work must leave nothing half done when it fails.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], most: int, size: Callable[[T], int] = lambda _: 1
    ) -> None:
        """`most`: how large a group may be, in what `size` says of its items; a larger item is a group of its own."""
        self._work = work
        self._most = most
        self._size = size
        self._queue: deque[tuple[T, Future[R]]] = deque()
        self._task: Task[None] | None = None

    async def do(self, item: T) -> R:
        """The answer for this item, once its group is done.

        Raises:
            Unavailable: a dependency of the work is down, or the work was broken off.
        """
        answer: Future[R] = get_running_loop().create_future()
        self._queue.append((item, answer))
        if self._task is None:
            self._task = create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._queue:
                await self._run_group(self._next_group())
        finally:
            self._task = None
            _fail(self._queue, Unavailable("work"))
            self._queue.clear()

    def _next_group(self) -> list[tuple[T, Future[R]]]:
        group = [self._queue.popleft()]
        size = self._size(group[0][0])
        while self._queue and (size := size + self._size(self._queue[0][0])) <= self._most:
            group.append(self._queue.popleft())
        return group

    async def _run_group(self, group: list[tuple[T, Future[R]]]) -> None:
        try:
            answers = await self._work([item for item, _ in group])
        except BaseException as error:
            if not isinstance(error, Exception):
                _fail(group, Unavailable("work"))
                raise
            await self._take_apart(group, error)
        else:
            for (_, waiting), answer in zip(group, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(answer)

    async def _take_apart(self, group: list[tuple[T, Future[R]]], error: Exception) -> None:
        if len(group) == 1 or isinstance(error, Unavailable):
            _fail(group, error)
            return
        for each in group:
            await self._run_group([each])


def _fail(group: Iterable[tuple[T, Future[R]]], error: Exception) -> None:
    for _, waiting in group:
        if not waiting.done():
            waiting.set_exception(error)
