"""The way in: raw events become durable, once each. Requests that arrive together share one commit."""

from collections.abc import Sequence

from bot.core.ports import Arrival
from bot.grouping import Grouping
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.arrivals import row_of_arrival
from bot.storage.tables import inbox

GROUP = 500
"""Arrivals in one commit, more or less: a request is never torn apart."""


class SqlInbox:
    """Where something cannot be stored its neighbours are, and only whoever brought it hears of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commits = Grouping[Sequence[Arrival], None](self._keep, GROUP, size=len)

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        if arrivals:
            await self._commits.do(arrivals)

    async def _keep(self, requests: Sequence[Sequence[Arrival]]) -> Sequence[None]:
        rows = [row_of_arrival(each) for arrivals in requests for each in arrivals]
        async with self._database.writing() as connection:
            await add_new(connection, inbox, rows)
        return [None] * len(requests)
