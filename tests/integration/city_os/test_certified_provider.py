"""Anpi's client against a certified OpenID Connect provider that we did not write."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import pytest
from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from bot.core.people import Sex
from integrations.city_os.identity import (
    Budgets,
    CityOsIdentity,
    ClientAuthentication,
    ClientSecret,
    PrivateKeyJwt,
    ProviderConfig,
    Reason,
    Receiver,
    SeenInMemory,
    SignedIn,
    SignInRefused,
    SystemTokens,
    load_preset,
)
from integrations.sandbox.serve import serving
from tests.integration.city_os.oidc_provider.browser import Browser
from tests.integration.city_os.oidc_provider.running import RunningProvider, running
from tests.servers.missing import Missing, skip_or_fail

CALLBACK = "https://anpi.example/sign-in/back"
BYE = "https://anpi.example/bye"
AUDIENCE = "urn:anpi:consents"
SECRET = "an invented secret: with signs/that+need%encoding"
KEY = ECKey.generate_key("P-256", {"kid": "anpi-1"})
PERSON: dict[str, Any] = {
    "name": "佐藤 ハル",
    "family_name#ja-Kana-JP": "サトウ",
    "given_name#ja-Kana-JP": "ハル",
    "birthdate": "1943-05-06",
    "gender": "female",
    "phone_number": "+81 90-1234-5678",
    "phone_number_verified": True,
    "address": {"formatted": "福島県会津若松市追手町1-1"},
    "email": "haru@EXAMPLE.jp",
}


class MachineClock:
    """The provider's clock is the machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def web_client(client_id: str, **more: Any) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "redirect_uris": [CALLBACK],
        "post_logout_redirect_uris": [BYE],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        **more,
    }


def system_client(client_id: str, **more: Any) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "redirect_uris": [],
        "response_types": [],
        "grant_types": ["client_credentials"],
        "scope": "consents.read consents.write",
        **more,
    }


def clients(ear: str) -> list[dict[str, Any]]:
    by_key = {
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": {"keys": [KEY.as_dict(private=False)]},
        "token_endpoint_auth_signing_alg": "ES256",
    }
    by_secret = {"client_secret": SECRET}
    return [
        web_client("web-secret", **by_secret, backchannel_logout_uri=ear, backchannel_logout_session_required=True),
        web_client("web-key", **by_key),
        web_client("web-signed", **by_secret, id_token_signed_response_alg="PS256"),
        system_client("system-secret", **by_secret),
        system_client("system-key", **by_key),
        {**system_client("system-reader", **by_secret), "scope": "consents.read"},
    ]


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    plan = {
        "clients": clients("http://127.0.0.1:9/nobody"),
        "people": {"city-0001": PERSON},
        "audience": AUDIENCE,
        "cookieKey": "of the tests",
    }
    try:
        with running(plan) as started:
            yield started
    except Missing as reason:
        skip_or_fail(reason)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield Browser(client)


def config_for(provider: RunningProvider, client_id: str, preset: str = "generic") -> ProviderConfig:
    means: ClientAuthentication = PrivateKeyJwt.from_key(KEY) if client_id.endswith("key") else ClientSecret(SECRET)
    config = load_preset(preset).configured(provider.issuer, client_id, means)
    return replace(config, backchannel_logout=True, budgets=Budgets(keys_pause_seconds=0))


async def signed_in(identity: CityOsIdentity, browser: Browser) -> SignedIn:
    started = await identity.begin(CALLBACK)
    query = await browser.sign_in(started.url, "city-0001")
    return await identity.finish(query, started, CALLBACK)


@pytest.mark.parametrize("client_id", ["web-secret", "web-key", "web-signed"])
async def test_a_resident_signs_in_with_code_and_pkce(
    provider: RunningProvider, http: httpx.AsyncClient, browser: Browser, client_id: str
) -> None:
    found = await signed_in(CityOsIdentity(config_for(provider, client_id), http, MachineClock()), browser)
    assert (found.issuer, found.subject) == (provider.issuer, "city-0001")
    assert (found.claims.name.full, found.claims.name.kana) == ("佐藤 ハル", "サトウ ハル")
    assert found.claims.gender is Sex.FEMALE
    assert (found.claims.phone, found.claims.phone_verified) == ("+819012345678", True)
    assert found.claims.email == "haru@example.jp"


async def test_a_person_proves_themself_anew(
    provider: RunningProvider, http: httpx.AsyncClient, browser: Browser
) -> None:
    """The browser is still signed in; who asks anew gets the sign-in page again, and a fresh `auth_time`."""
    identity = CityOsIdentity(config_for(provider, "web-secret"), http, MachineClock())
    await signed_in(identity, browser)
    started = await identity.begin(CALLBACK, anew=True)
    answer = await browser.http.get(started.url)
    assert "/interaction/" in answer.headers["location"]
    query = await browser.sign_in(started.url, "city-0001")
    assert (await identity.finish(query, started, CALLBACK)).subject == "city-0001"


async def test_a_wrong_verifier_is_refused(
    provider: RunningProvider, http: httpx.AsyncClient, browser: Browser
) -> None:
    identity = CityOsIdentity(config_for(provider, "web-secret"), http, MachineClock())
    started = await identity.begin(CALLBACK)
    query = await browser.sign_in(started.url, "city-0001")
    with pytest.raises(SignInRefused) as refused:
        await identity.finish(query, replace(started, code_verifier="v" * 43), CALLBACK)
    assert refused.value.reason is Reason.CODE_REFUSED


async def test_a_wrong_secret_is_refused(provider: RunningProvider, http: httpx.AsyncClient) -> None:
    wrong = replace(config_for(provider, "system-secret"), authentication=ClientSecret("another"))
    with pytest.raises(SignInRefused) as refused:
        await SystemTokens(wrong, http, MachineClock()).token(("consents.read",))
    assert refused.value.reason is Reason.CLIENT_REFUSED


@pytest.mark.parametrize("keep_old", [True, False])
async def test_a_rotated_key_is_found_by_itself(
    provider: RunningProvider, http: httpx.AsyncClient, browser: Browser, keep_old: bool
) -> None:
    identity = CityOsIdentity(config_for(provider, "web-secret"), http, MachineClock())
    await signed_in(identity, browser)
    provider.rotate(keep_old=keep_old)
    assert (await signed_in(identity, browser)).subject == "city-0001"


@pytest.mark.parametrize("client_id", ["system-secret", "system-key"])
async def test_systems_get_tokens_of_their_own(
    provider: RunningProvider, http: httpx.AsyncClient, client_id: str
) -> None:
    tokens = SystemTokens(config_for(provider, client_id), http, MachineClock(), Receiver(resource=AUDIENCE))
    token = await tokens.token(("consents.read",))
    assert await tokens.token(("consents.read",)) == token
    keys = KeySet.import_key_set((await http.get(f"{provider.issuer}/jwks")).json())
    claims = jwt.decode(token, keys, algorithms=["RS256"]).claims
    assert (claims["aud"], claims["scope"], claims["client_id"]) == (AUDIENCE, "consents.read", client_id)


async def test_a_scope_that_is_not_ours_is_refused(provider: RunningProvider, http: httpx.AsyncClient) -> None:
    with pytest.raises(SignInRefused) as refused:
        await SystemTokens(config_for(provider, "system-reader"), http, MachineClock()).token(("consents.write",))
    assert refused.value.reason is Reason.SCOPE_REFUSED


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, asyncio.Queue[str]]]:
    """An address of ours that the provider tells sign-outs to."""
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def hear(request: Request) -> None:
        await heard.put(parse_qs((await request.body()).decode())["logout_token"][0])

    app = FastAPI()
    app.add_api_route("/logout", hear, methods=["POST"])
    async with serving(app) as address:
        yield f"{address}/logout", heard


async def test_signing_out_there_is_heard_here(http: httpx.AsyncClient, browser: Browser) -> None:
    async with listening() as (ear, heard):
        plan = {"clients": clients(ear), "people": {"city-0001": PERSON}, "audience": AUDIENCE, "cookieKey": "t"}
        try:
            with running(plan) as provider:
                await leave(provider, http, browser, heard)
        except Missing as reason:
            skip_or_fail(reason)


async def leave(
    provider: RunningProvider, http: httpx.AsyncClient, browser: Browser, heard: asyncio.Queue[str]
) -> None:
    identity = CityOsIdentity(config_for(provider, "web-secret"), http, MachineClock())
    found = await signed_in(identity, browser)
    metadata = (await http.get(f"{provider.issuer}/.well-known/openid-configuration")).json()
    asked = {"id_token_hint": found.id_token, "post_logout_redirect_uri": BYE, "state": "s1"}
    answer = await browser.sign_out(f"{metadata['end_session_endpoint']}?{urlencode(asked)}")
    assert answer.headers["location"] == f"{BYE}?state=s1"
    async with asyncio.timeout(10):
        token = await heard.get()
    seen = SeenInMemory(MachineClock())
    async with identity.logout(token, seen) as left:
        assert (left.subject, left.sid) == ("city-0001", found.sid)
    with pytest.raises(SignInRefused) as refused:
        async with identity.logout(token, seen):
            pass
    assert refused.value.reason is Reason.ALREADY_USED
