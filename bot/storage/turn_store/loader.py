"""Requests that come together are read together: turns of one batch ask at the same moment."""

from asyncio import Future, Task, get_running_loop
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Loader(Generic[K, V]):
    """Gathers the keys asked for until the event loop has gone round once, then reads them all in one go."""

    def __init__(self, read: Callable[[Collection[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._read = read
        self._waiting: dict[K, list[Future[V]]] = {}
        self._running: set[Task[None]] = set()

    async def load(self, key: K) -> V:
        """Raises whatever the reading raised."""
        loop = get_running_loop()
        if not self._waiting:
            loop.call_soon(self._start)
        answer: Future[V] = loop.create_future()
        self._waiting.setdefault(key, []).append(answer)
        return await answer

    def _start(self) -> None:
        gathered, self._waiting = self._waiting, {}
        task = get_running_loop().create_task(self._answer(gathered))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, gathered: dict[K, list[Future[V]]]) -> None:
        try:
            found = await self._read(gathered)
        except BaseException as error:
            for each in _open(gathered.values()):
                each.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            for key, waiting in gathered.items():
                for each in _open([waiting]):
                    each.set_result(found[key])


def _open(waiting: Collection[list[Future[V]]]) -> list[Future[V]]:
    """Those that are still waited for."""
    return [future for futures in waiting for future in futures if not future.done()]
