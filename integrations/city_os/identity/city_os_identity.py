"""Signing people in with the city's own ID: begin, finish, and both ways out."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from bot.core.ports import Clock
from integrations.city_os.identity.exchange import Exchange
from integrations.city_os.identity.id_token import Expected, check_id_token
from integrations.city_os.identity.keys import KeyRing
from integrations.city_os.identity.logout_token import LoggedOut, SeenTokens, check_logout_token
from integrations.city_os.identity.metadata import Discovery, Metadata
from integrations.city_os.identity.person_claims import PersonClaims, read_person
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.redirect_answer import code_in
from integrations.city_os.identity.refusals import Reason, SignInRefused
from integrations.city_os.identity.sign_in_start import SignInStart, begin_sign_in
from integrations.city_os.identity.signed_tokens import SignedToken, verified
from integrations.city_os.identity.token_endpoint import TokenEndpoint
from integrations.city_os.identity.token_times import Moment
from integrations.city_os.identity.userinfo import UserInfo

_LONGEST_SID: Final = 255


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person proved who they are. (`issuer`, `subject`) is the key of a link; `id_token` serves signing out."""

    issuer: str
    subject: str = field(repr=False)
    claims: PersonClaims
    id_token: str = field(repr=False)
    sid: str | None = field(repr=False)
    """The provider's session, where it names it."""


class CityOsIdentity:
    """One provider, for as long as the process lives.

    Every method raises `SignInRefused` where the provider's answer is not accepted and `IdentityDown` (an
    `Unavailable`) where there is none of use. Nothing is logged here.
    """

    def __init__(self, config: ProviderConfig, http: httpx.AsyncClient, clock: Clock) -> None:
        exchange = Exchange(http, config.budgets.answer_seconds, config.budgets.answer_bytes)
        self._config = config
        self._clock = clock
        self._discovery = Discovery(config, exchange, clock)
        self._keys = KeyRing(config, exchange, self._discovery, clock)
        self._tokens = TokenEndpoint(config, exchange, clock)
        self._userinfo = UserInfo(config, exchange, self._keys)

    async def begin(self, redirect_uri: str, *, anew: bool = False) -> SignInStart:
        """`redirect_uri` as registered. `anew`: also a browser that is signed in already must prove itself; the
        provider must then tell when it did (`auth_time`, OIDC Core 3.1.2.1).
        """
        metadata = await self._discovery.metadata()
        return begin_sign_in(self._config, metadata, redirect_uri, self._moment().now, anew=anew)

    async def finish(self, query: Mapping[str, str], started: SignInStart, redirect_uri: str) -> SignedIn:
        """`query`: what the browser brought back. `started` must be used once: whoever calls forgets it first."""
        metadata = await self._discovery.metadata()
        fields = {
            "grant_type": "authorization_code",
            "code": code_in(query, started.state, metadata),
            "redirect_uri": redirect_uri,
            "code_verifier": started.code_verifier,
        }
        answer = await self._tokens.ask(metadata, fields)
        id_token, access_token = answer.get("id_token"), str(answer["access_token"])
        if not isinstance(id_token, str):
            raise SignInRefused(Reason.MALFORMED)
        token = await verified(id_token, self._config.algorithms, self._keys)
        expected = Expected(started.nonce, access_token, started.authenticated_after)
        subject = check_id_token(token, self._config, expected, self._moment())
        claims = await self._claims(token, subject, access_token, metadata)
        return SignedIn(self._config.issuer, subject, read_person(claims, self._config.claims), id_token, _sid(token))

    @asynccontextmanager
    async def logout(self, logout_token: str, seen: SeenTokens) -> AsyncIterator[LoggedOut]:
        """Back-channel logout: what the block does is done for a token that is believed, and counts where it ends well.

        Answer 200 then and 400 where this refuses, both with `Cache-Control: no-store`; where the block could not do
        it the provider sends the same token again, and that is no replay.

        Raises also Unavailable: `seen` cannot be asked, or the provider's keys cannot be had.
        """
        if not self._config.backchannel_logout:
            raise SignInRefused(Reason.NOT_A_LOGOUT)
        token = await verified(logout_token, self._config.algorithms, self._keys)
        logged_out, until = check_logout_token(token.claims, self._config, self._moment())
        if await seen.knows(self._config.issuer, logged_out.jti):
            raise SignInRefused(Reason.ALREADY_USED)
        yield logged_out
        await seen.remember(self._config.issuer, logged_out.jti, until)

    async def _claims(
        self, token: SignedToken, subject: str, access_token: str, metadata: Metadata
    ) -> Mapping[str, Any]:
        """What the ID token says goes before what userinfo says."""
        if not self._config.asks_userinfo or metadata.userinfo_endpoint is None:
            return token.claims
        about = await self._userinfo.about(subject, metadata.userinfo_endpoint, access_token)
        return {**about, **token.claims}

    def _moment(self) -> Moment:
        return Moment(self._clock.now().timestamp(), self._config.budgets.leeway_seconds)


def _sid(token: SignedToken) -> str | None:
    sid = token.claims.get("sid")
    return sid if isinstance(sid, str) and 0 < len(sid) <= _LONGEST_SID else None
