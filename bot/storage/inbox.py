"""The way in: raw events become durable, once each. Requests that arrive together share one commit."""

from asyncio import Future, Task, create_task, get_running_loop
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.errors import Unavailable
from bot.core.ports import Arrival
from bot.storage.border import DATABASE, Rejected
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.arrivals import row_of_arrival
from bot.storage.tables import inbox

GROUP = 500
"""Arrivals in one commit, more or less: a request is never torn apart."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    arrivals: Sequence[Arrival]
    kept: "Future[None]"


class SqlInbox:
    """While one group is being committed the next one gathers, so that load makes groups larger and not waits longer.

    The commits run in a task of their own: a caller who goes away (a client that hangs up) takes nobody's along.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: deque[_Waiting] = deque()
        self._flushing: Task[None] | None = None

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        if not arrivals:
            return
        waiting = _Waiting(arrivals, get_running_loop().create_future())
        self._queue.append(waiting)
        if self._flushing is None:
            self._flushing = create_task(self._flush())
        await waiting.kept

    async def _flush(self) -> None:
        try:
            while self._queue:
                await self._keep(self._next_group())
        finally:
            self._flushing = None
            _give_up(self._queue)
            self._queue.clear()

    def _next_group(self) -> list[_Waiting]:
        group = [self._queue.popleft()]
        size = len(group[0].arrivals)
        while self._queue and size + len(self._queue[0].arrivals) <= GROUP:
            group.append(self._queue.popleft())
            size += len(group[-1].arrivals)
        return group

    async def _keep(self, group: list[_Waiting]) -> None:
        rows = [row_of_arrival(each) for waiting in group for each in waiting.arrivals]
        try:
            async with self._database.writing() as connection:
                await add_new(connection, inbox, rows)
        except Unavailable:
            _give_up(group)
        except Rejected as error:
            await self._keep_apart(group, error)
        except BaseException:
            _give_up(group)
            raise
        else:
            for each in group:
                _tell(each, None)

    async def _keep_apart(self, group: list[_Waiting], error: Rejected) -> None:
        """Something in this group cannot be stored: its neighbours are, and only whoever brought it hears of it."""
        if len(group) == 1:
            _tell(group[0], error)
            return
        for each in group:
            await self._keep([each])


def _tell(waiting: _Waiting, error: Exception | None) -> None:
    if waiting.kept.done():
        return
    if error is None:
        waiting.kept.set_result(None)
    else:
        waiting.kept.set_exception(error)


def _give_up(group: Iterable[_Waiting]) -> None:
    for each in group:
        _tell(each, Unavailable(DATABASE))
