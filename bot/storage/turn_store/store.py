"""The store of turns over SQL: fulfils the port `TurnStore`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from bot.core.gazetteer import Named
from bot.core.ids import ConversationId
from bot.core.ports import Arrival, FinishedTurn, Known
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.requests import Request
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.turn_store.answering import Answering, Elsewhere
from bot.storage.turn_store.calling import calls_a_district
from bot.storage.turn_store.claiming import claim
from bot.storage.turn_store.loading import load_known
from bot.storage.turn_store.names import read_names
from bot.storage.turn_store.pending import pending_arrivals
from bot.storage.turn_store.setting_aside import count_failure
from bot.storage.turn_store.writing import write

T = TypeVar("T")


class SqlTurnStore:
    """All methods raise `Unavailable` when the database is down.

    `digests` knows how one-time codes are stored; `elsewhere` answers what is not in the database;
    `city_os`, where there is one, says how far a consent counts that the city OS has not confirmed.
    """

    def __init__(
        self,
        database: Database,
        *,
        digests: CodeDigests | None = None,
        elsewhere: Elsewhere | None = None,
        city_os: CityOsRules | None = None,
        quota: AskQuota = unknown,
    ) -> None:
        """`quota`: of LINE, for a district that is called again."""
        self._database = database
        self._quota = quota
        self._city_os = city_os
        self._answering = Answering(database, digests or CodeDigests(), elsewhere or {}, city_os)

    async def pending(
        self, lanes: Collection[int], busy: Collection[ConversationId], limit: int
    ) -> tuple[Arrival, ...]:
        if not lanes:
            return ()
        async with self._database.reading() as connection:
            return await pending_arrivals(connection, lanes, busy, limit)

    async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
        if not conversations:
            return {}
        async with self._database.reading() as connection:
            return await load_known(connection, conversations)

    async def names(self) -> tuple[Named, ...]:
        async with self._database.reading() as connection:
            return await read_names(connection)

    async def answer(self, request: Request[T]) -> T:
        return await self._answering.answer(request)

    async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
        """One transaction for all.

        Raises:
            Rejected: the database will never take one of these turns, and so has taken none of them.
        """
        left = await left_of(self._quota) if calls_a_district(turns) else None
        async with self._database.writing() as connection:
            claimed = await claim(connection, turns)
            if claimed:
                await write(connection, claimed, left, self._city_os)
        done = {id(turn) for turn in claimed}
        return tuple(id(turn) in done for turn in turns)

    async def set_aside(self, arrival: Arrival, reason: str, at: datetime) -> None:
        async with self._database.writing() as connection:
            await count_failure(connection, arrival, reason, at)
