"""A city with its identity provider in one process: the sandbox's provider, Anpi's client, and a clock of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from fastapi import FastAPI

from integrations.city_os.identity import (
    CityOsIdentity,
    ClientSecret,
    PrivateKeyJwt,
    ProviderConfig,
    SignedIn,
    SignInStart,
    SystemTokens,
    load_preset,
)
from integrations.sandbox.city_os_identity import (
    FaultKind,
    Faults,
    IdentityProvider,
    SandboxClient,
    SigningKeys,
    TownPerson,
    create_identity_provider,
)
from integrations.sandbox.city_os_identity.visit import choose

ISSUER = "http://127.0.0.1"
CALLBACK = "https://anpi.example/sign-in/back"
HARU = TownPerson(
    subject="city-0001",
    family_name="佐藤",
    given_name="ハル",
    family_kana="サトウ",
    given_kana="ハル",
    birthdate="1943-05-06",
    gender="female",
    address="福島県会津若松市追手町1-1",
    phone="+819012345678",
    email="haru@example.jp",
    role="住民・82歳",
)
SECRET = "not:a real/secret+"
CLIENT = SandboxClient(
    "anpi",
    SECRET,
    redirect_uris=(CALLBACK,),
    post_logout_redirect_uris=("https://anpi.example/bye",),
    system_scopes=("consents.read", "consents.write"),
)


@dataclass
class StageClock:
    """Stands still until it is moved."""

    at: datetime = datetime(2026, 1, 15, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Journal:
    """The paths that were asked for."""

    paths: list[str] = field(default_factory=list)

    async def note(self, request: httpx.Request) -> None:
        self.paths.append(request.url.path)

    def times(self, path: str) -> int:
        return self.paths.count(path)


@dataclass
class Stage:
    """`identity` and `tokens` are under test; `provider` is the other side."""

    app: FastAPI
    http: httpx.AsyncClient
    clock: StageClock
    config: ProviderConfig
    journal: Journal

    def __post_init__(self) -> None:
        self.identity = CityOsIdentity(self.config, self.http, self.clock)
        self.tokens = SystemTokens(self.config, self.http, self.clock)

    @property
    def provider(self) -> IdentityProvider:
        provider = self.app.state.identity
        assert isinstance(provider, IdentityProvider)
        return provider

    def fault(self, kind: FaultKind, **how: Any) -> None:
        self.provider.faults.add(kind, **how)

    async def visit(self, started: SignInStart, subject: str | None = HARU.subject) -> dict[str, str]:
        return await choose(self.http, started.url, subject)

    async def sign_in(self, subject: str | None = HARU.subject) -> SignedIn:
        started = await self.identity.begin(CALLBACK)
        return await self.identity.finish(await self.visit(started, subject), started, CALLBACK)


def stage(
    client: SandboxClient = CLIENT,
    person: TownPerson = HARU,
    key: PrivateKeyJwt | None = None,
    algorithm: str = "ES256",
    **changes: Any,
) -> Stage:
    """`changes` are fields of the `ProviderConfig`."""
    clock, journal = StageClock(), Journal()
    app = create_identity_provider(
        (person, TownPerson("city-0002", "鈴木", "一郎")),
        (client,),
        Faults(),
        keys=SigningKeys(algorithm),
        now=lambda: clock.now().timestamp(),
    )
    hooks: Mapping[str, Any] = {"request": [journal.note]}
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app), event_hooks=dict(hooks))
    config = load_preset("generic").configured(ISSUER, client.client_id, key or ClientSecret(SECRET))
    config = replace(config, **{"backchannel_logout": True, **changes})
    return Stage(app, http, clock, config, journal)
