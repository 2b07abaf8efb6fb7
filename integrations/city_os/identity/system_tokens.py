"""Access tokens of Anpi itself (client credentials): for the city OS's other interfaces, with the least scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

import httpx

from bot.core.ports import Clock
from integrations.city_os.identity.exchange import Exchange
from integrations.city_os.identity.metadata import Discovery
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import IdentityDown, Reason, SignInRefused
from integrations.city_os.identity.shared_reading import SharedReading
from integrations.city_os.identity.token_endpoint import TokenEndpoint

_RENEW_BEFORE_SECONDS: Final = 60.0
_RENEW_BEFORE_SHARE: Final = 0.2
_RETRY_SECONDS: Final = 5.0
_DEFAULT_LIFE_SECONDS: Final = 60.0
"""Where the provider does not say how long a token lives."""

_LONGEST_LIFE_SECONDS: Final = 24 * 60 * 60
_LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom the tokens are for: `resource` (RFC 8707) or `audience`, as the provider wants it; empty: neither."""

    resource: str = ""
    audience: str = ""

    def fields(self) -> Mapping[str, str]:
        named = {"resource": self.resource, "audience": self.audience}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class _Held:
    token: str = field(repr=False)
    renew_at: float
    expires_at: float


class SystemTokens:
    """One token per set of scopes, renewed a little before it expires; callers at the same time share a request."""

    def __init__(
        self, config: ProviderConfig, http: httpx.AsyncClient, clock: Clock, receiver: Receiver | None = None
    ) -> None:
        exchange = Exchange(http, config.budgets.answer_seconds, config.budgets.answer_bytes)
        self._discovery = Discovery(config, exchange, clock)
        self._endpoint = TokenEndpoint(config, exchange, clock)
        self._clock = clock
        self._receiver = receiver or Receiver()
        self._held: dict[frozenset[str], _Held] = {}
        self._readings: dict[frozenset[str], SharedReading[_Held]] = {}

    async def token(self, scopes: Collection[str]) -> str:
        """A token that is good for a while yet. Ask for the scopes of one call, not for all of them.

        Raises:
            SignInRefused: the provider does not give this client these scopes.
            IdentityDown: no answer, and no token left that still works.
        """
        wanted = _set_of(scopes)
        held = self._held.get(wanted)
        if held is not None and self._now() < held.renew_at:
            return held.token
        reading = self._readings.setdefault(wanted, SharedReading(partial(self._renewed, wanted)))
        return (await reading.result()).token

    def forget(self, scopes: Collection[str]) -> None:
        """The other side did not take the token (401): the next call gets a new one."""
        self._held.pop(_set_of(scopes), None)

    async def _renewed(self, wanted: frozenset[str]) -> _Held:
        """While the provider is down a token goes on serving until it expires."""
        held = self._held.get(wanted)
        try:
            self._held[wanted] = renewed = await self._ask(wanted)
        except IdentityDown:
            if held is None or self._now() >= held.expires_at:
                raise
            later = min(self._now() + _RETRY_SECONDS, held.expires_at)
            self._held[wanted] = renewed = replace(held, renew_at=later)
        return renewed

    async def _ask(self, wanted: frozenset[str]) -> _Held:
        asked_at = self._now()
        fields = {"grant_type": "client_credentials", "scope": " ".join(sorted(wanted)), **self._receiver.fields()}
        answer = await self._endpoint.ask(await self._discovery.metadata(), fields)
        if not wanted <= _granted(answer, wanted):
            raise SignInRefused(Reason.SCOPE_REFUSED)
        life = _life(answer.get("expires_in"))
        early = min(_RENEW_BEFORE_SECONDS, life * _RENEW_BEFORE_SHARE)
        return _Held(str(answer["access_token"]), asked_at + life - early, asked_at + life)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _set_of(scopes: Collection[str]) -> frozenset[str]:
    """Raises ValueError: no scope would mean all that the client may do."""
    if isinstance(scopes, str) or not scopes:
        raise ValueError("scopes: name at least one, in a tuple or set")
    return frozenset(scopes)


def _granted(answer: Mapping[str, Any], wanted: frozenset[str]) -> frozenset[str]:
    """An answer without `scope` grants what was asked (RFC 6749 5.1)."""
    scope = answer.get("scope")
    return frozenset(scope.split()) if isinstance(scope, str) else wanted


def _life(expires_in: object) -> float:
    """Seconds; some providers write the number as text."""
    if isinstance(expires_in, str) and expires_in.isdecimal() and len(expires_in) <= _LONGEST_NUMBER:
        expires_in = int(expires_in)
    if isinstance(expires_in, bool) or not isinstance(expires_in, int) or expires_in < 0:
        return _DEFAULT_LIFE_SECONDS
    return float(min(expires_in, _LONGEST_LIFE_SECONDS))
