"""Answers what topics ask; of the check-in, all requests of one kind that come together with one set of reads."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import Unavailable
from bot.core.requests import (
    AccountsOf,
    ChatAddress,
    CircleOf,
    CirclesOf,
    ContactsOf,
    DisclosuresOf,
    DistrictsNamed,
    FollowedBy,
    HolderOfCode,
    LastNudgeOf,
    LastWordAbout,
    PaperAddress,
    PracticeOf,
    QuietDaysOf,
    Request,
    ResidentsOf,
    RolesOf,
    SignedInBy,
    SignInAddress,
    SilentIn,
    SpeakerOf,
    StandingCode,
    StreetOf,
    SummaryOf,
    WaitingRollCallIn,
)
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.linking.accounts import OwnAccounts
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.codes import LinkCodes
from bot.storage.linking.nonces import LinkNonces
from bot.storage.turn_store.area import read_districts, read_roles, read_summaries
from bot.storage.turn_store.circle import read_circles
from bot.storage.turn_store.contacts import read_contacts
from bot.storage.turn_store.followed import read_followed
from bot.storage.turn_store.going import read_last_nudges
from bot.storage.turn_store.last_word import read_last_words
from bot.storage.turn_store.loader import Loader
from bot.storage.turn_store.looks import read_looks
from bot.storage.turn_store.quiet_days import read_practices, read_quiet_days
from bot.storage.turn_store.residents import read_residents
from bot.storage.turn_store.roll_calls import read_waiting
from bot.storage.turn_store.silent import read_silent
from bot.storage.turn_store.speakers import read_speakers
from bot.storage.turn_store.street import read_many_circles, read_streets

T = TypeVar("T")
K = TypeVar("K", bound=Request[Any])

Read = Callable[[AsyncConnection, Collection[K]], Awaitable[Mapping[K, Any]]]


Answer = Callable[[Any], Awaitable[Any]]
Elsewhere = Mapping[type[Request[Any]], Answer]
"""Answers that are not in the database, by the kind of request: a sign-in address. They may raise `Unavailable`."""


class Answering:
    """One loader for each kind of request that many turns make at once; the others are answered one by one."""

    def __init__(
        self, database: Database, digests: CodeDigests, elsewhere: Elsewhere, city_os: CityOsRules | None = None
    ) -> None:
        codes = LinkCodes(database, digests)
        self._single: dict[type[Request[Any]], Answer] = {
            HolderOfCode: codes.holder,
            StandingCode: codes.again,
            SignedInBy: LinkNonces(database).who,
            AccountsOf: OwnAccounts(database).of,
            SignInAddress: _nowhere,
            PaperAddress: _no_pages,
            ChatAddress: _no_chat,
            **elsewhere,
        }
        self._loaders: dict[type[Request[Any]], Loader[Any, Any]] = {
            CircleOf: _loader(database, partial(read_circles, city_os=city_os)),
            FollowedBy: _loader(database, partial(read_followed, city_os=city_os)),
            SummaryOf: _loader(database, read_summaries),
            ResidentsOf: _loader(database, partial(read_residents, city_os=city_os)),
            DisclosuresOf: _loader(database, read_looks),
            LastWordAbout: _loader(database, read_last_words),
            LastNudgeOf: _loader(database, read_last_nudges),
            QuietDaysOf: _loader(database, read_quiet_days),
            PracticeOf: _loader(database, read_practices),
            DistrictsNamed: _loader(database, read_districts),
            RolesOf: _loader(database, read_roles),
            ContactsOf: _loader(database, read_contacts),
            SilentIn: _loader(database, read_silent),
            SpeakerOf: _loader(database, read_speakers),
            StreetOf: _loader(database, partial(read_streets, city_os=city_os)),
            CirclesOf: _loader(database, partial(read_many_circles, city_os=city_os)),
            WaitingRollCallIn: _loader(database, read_waiting),
        }

    async def answer(self, request: Request[T]) -> T:
        single = self._single.get(type(request))
        if single is not None:
            return cast("T", await single(request))
        return cast("T", await self._loaders[type(request)].load(request))


async def _nowhere(_: SignInAddress) -> str:
    """Where nobody was named who knows: there is no city OS to sign in at."""
    raise Unavailable("city_os")


async def _no_pages(_: PaperAddress) -> str:
    """Where nobody was named who makes pages for paper."""
    raise Unavailable("papers")


async def _no_chat(_: ChatAddress) -> str | None:
    """Where no channel was named that has an address."""
    return None


def _loader(database: Database, read: "Read[K]") -> Loader[K, Any]:
    async def read_all(requests: Collection[K]) -> Mapping[K, Any]:
        async with database.reading() as connection:
            return await read(connection, requests)

    return Loader(read_all)
