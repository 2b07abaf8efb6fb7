"""What the provider says about itself (OIDC Discovery 1.0, RFC 8414): asked once, kept for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from bot.core.ports import Clock
from integrations.city_os.identity.addresses_of_provider import safe_address
from integrations.city_os.identity.exchange import Exchange
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import IdentityDown, Reason, SignInRefused, Trouble
from integrations.city_os.identity.shared_reading import SharedReading

_WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses that Anpi uses; all are https, or on this machine."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    names_itself: bool = False
    """Whether it promises to send `iss` with every answer (RFC 9207)."""


class Discovery:
    """The provider's metadata. Many callers at once cause one request."""

    def __init__(self, config: ProviderConfig, exchange: Exchange, clock: Clock) -> None:
        self._config = config
        self._exchange = exchange
        self._clock = clock
        self._known: Metadata | None = None
        self._known_at = 0.0
        self._reading = SharedReading(self._read)

    async def metadata(self) -> Metadata:
        """Raises IdentityDown, or SignInRefused where the document is another issuer's or cannot be used."""
        age = self._clock.now().timestamp() - self._known_at
        if self._known is None or age >= self._config.budgets.metadata_seconds:
            return await self._reading.result()
        return self._known

    async def _read(self) -> Metadata:
        self._known = await self._ask()
        self._known_at = self._clock.now().timestamp()
        return self._known

    async def _ask(self) -> Metadata:
        config = self._config
        if config.endpoints:
            return read_metadata({**_below_issuer(config), "issuer": config.issuer}, config.issuer)
        answer = await self._exchange.get(config.issuer.rstrip("/") + _WELL_KNOWN)
        if answer.status != HTTPStatus.OK:
            raise IdentityDown(Trouble.UNEXPECTED)
        return read_metadata(answer.document(), config.issuer)


def read_metadata(document: Mapping[str, Any], issuer: str) -> Metadata:
    """Raises SignInRefused: WRONG_ISSUER unless the issuer is the same to the character, MALFORMED for addresses."""
    if document.get("issuer") != issuer:
        raise SignInRefused(Reason.WRONG_ISSUER)
    return Metadata(
        issuer=issuer,
        authorization_endpoint=_address(document, "authorization_endpoint"),
        token_endpoint=_address(document, "token_endpoint"),
        jwks_uri=_address(document, "jwks_uri"),
        userinfo_endpoint=_address_or_none(document, "userinfo_endpoint"),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(document: Mapping[str, Any], name: str) -> str:
    address = document.get(name)
    try:
        return safe_address(name, address if isinstance(address, str) else "")
    except ValueError as wrong:
        raise SignInRefused(Reason.MALFORMED) from wrong


def _address_or_none(document: Mapping[str, Any], name: str) -> str | None:
    return _address(document, name) if document.get(name) is not None else None


def _below_issuer(config: ProviderConfig) -> Mapping[str, str]:
    base = config.issuer.rstrip("/")
    return {name: f"{base}{place}" if place.startswith("/") else place for name, place in config.endpoints.items()}
