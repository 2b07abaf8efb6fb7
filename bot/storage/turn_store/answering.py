"""Answers what topics ask, all requests of one kind that come together with one set of reads."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.requests import CircleOf, DistrictsNamed, FollowedBy, Request, ResidentsOf, RolesOf, SummaryOf
from bot.storage.database import Database
from bot.storage.turn_store.area import read_districts, read_roles, read_summaries
from bot.storage.turn_store.circle import read_circles
from bot.storage.turn_store.followed import read_followed
from bot.storage.turn_store.loader import Loader
from bot.storage.turn_store.residents import read_residents

T = TypeVar("T")
K = TypeVar("K", bound=Request[Any])

Read = Callable[[AsyncConnection, Collection[K]], Awaitable[Mapping[K, Any]]]


class Answering:
    """One loader for each kind of request."""

    def __init__(self, database: Database) -> None:
        self._loaders: dict[type[Request[Any]], Loader[Any, Any]] = {
            CircleOf: _loader(database, read_circles),
            FollowedBy: _loader(database, read_followed),
            SummaryOf: _loader(database, read_summaries),
            ResidentsOf: _loader(database, read_residents),
            DistrictsNamed: _loader(database, read_districts),
            RolesOf: _loader(database, read_roles),
        }

    async def answer(self, request: Request[T]) -> T:
        return cast("T", await self._loaders[type(request)].load(request))


def _loader(database: Database, read: "Read[K]") -> Loader[K, Any]:
    async def read_all(requests: Collection[K]) -> Mapping[K, Any]:
        async with database.reading() as connection:
            return await read(connection, requests)

    return Loader(read_all)
