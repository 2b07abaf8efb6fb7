"""What the console is made of, handed in by the composition root."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from admin.mailroom import Mailroom
from bot.core.ids import PersonId
from bot.core.people import City
from bot.core.ports import Clock, Wakeups
from bot.core.proposals import Draft, ProposalId
from bot.core.triggers import NO_CODES, CityCodes
from bot.storage.agreed import CityOsRules
from bot.storage.alerts import Before, CarriedOut, NotCarriedOut, Stays
from bot.storage.database import Database
from handlers.web_pages.ports import Identity


class Proposals(Protocol):
    """How a proposal is decided, whoever decides it: by command, here, or by itself. Each once, and in the ledger.

    All methods raise `Unavailable` when the database is down; `confirm` raises `Rejected` for what it cannot take.
    """

    async def confirm(
        self, id_: ProposalId, by: PersonId, now: datetime, draft: Draft | None = None
    ) -> CarriedOut | NotCarriedOut:
        """`draft`: what staff put in the place of the proposal's own words, districts and people."""
        ...

    async def before(self, id_: ProposalId, now: datetime, draft: Draft | None = None) -> Before | NotCarriedOut:
        """What confirming it now would come to."""
        ...

    async def refuse(self, id_: ProposalId, by: PersonId, now: datetime) -> bool:
        """False: it does not wait any more."""
        ...

    async def reopen(self, id_: ProposalId, by: PersonId, now: datetime) -> Stays | None:
        """Takes a refusal back. None: it waits again."""
        ...


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where the map's pictures come from: `https://host/{z}/{x}/{y}.png`, and whose they are. Empty: from nowhere."""

    address: str = ""
    attribution: str = ""

    @property
    def origin(self) -> str:
        """`https://host`, for the pages' content security policy."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


NO_TILES = Tiles()


@dataclass(frozen=True, slots=True)
class Stores:
    """Open for as long as the console runs. `identity`: the city OS; None where none is configured."""

    database: Database
    wakeups: Wakeups
    proposals: Proposals
    mailroom: Mailroom
    identity: Identity | None = None
    city_os: CityOsRules | None = None
    """How far consents count that the city OS has not confirmed; None: those kept here are the only ones."""


@dataclass(slots=True)
class Opened:
    """Holds the stores while they are open, for routes that are there before and after."""

    stores: Stores | None = None


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """`code`: the sign-in code. `open_stores`: opens what the console reads, and closes it at its end.

    `address`: where staff reach the console, if they can sign in by name there; empty: by the code alone.
    `domain`: the city's, for ids of records that others may keep.
    """

    city: City
    code: str
    clock: Clock
    open_stores: Callable[[], AbstractAsyncContextManager[Stores]]
    address: str = ""
    tiles: Tiles = NO_TILES
    domain: str = "localhost"
    codes: CityCodes = NO_CODES
    """The city as authorities' alerts name it."""
