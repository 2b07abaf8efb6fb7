"""The city OS's consents over real HTTP for a test: the stand-in served on the loopback, and our client before it."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from integrations.city_os.consent import Budgets, CityOsConsents
from integrations.sandbox.city_os_consent import ConsentBook, Faults, OneToken, create_consent_service
from integrations.sandbox.serve import serving

START = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """Stands still until a test moves it."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def pass_(self, **time: float) -> datetime:
        self.moment += timedelta(**time)
        return self.moment


@dataclass
class TokensAtHand:
    """Gives the token that it has; a forgotten one is replaced by the next."""

    held: list[str]
    scopes: list[str] = field(default_factory=list)

    async def token(self, scopes: Collection[str]) -> str:
        self.scopes += scopes
        return self.held[0]

    def forget(self, scopes: Collection[str]) -> None:
        del scopes
        if len(self.held) > 1:
            del self.held[0]


@dataclass
class ConsentService:
    """The stand-in with its knobs, and the client."""

    book: ConsentBook
    access: OneToken
    faults: Faults
    tokens: TokensAtHand
    client: CityOsConsents
    portal: httpx.AsyncClient


@asynccontextmanager
async def consent_service(clock: HandClock, seconds: float = 20.0) -> AsyncIterator[ConsentService]:
    book, access, faults = ConsentBook(clock.now), OneToken("token-1"), Faults()
    tokens = TokensAtHand(["token-1"])
    async with (
        serving(create_consent_service(book, access, faults)) as base,
        httpx.AsyncClient(trust_env=False) as http,
        httpx.AsyncClient(trust_env=False, base_url=f"{base}/sandbox") as portal,
    ):
        client = CityOsConsents(http, base, tokens, budgets=Budgets(seconds=seconds))
        yield ConsentService(book, access, faults, tokens, client, portal)
