"""The programs that may ask the sandbox's provider, and how each proves that it is itself."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote_plus

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "Ed25519")
_LONGEST_ASSERTION_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class SandboxClient:
    """Either `secret` or `public_key`. `system_scopes` are those of client credentials; none: the flow is closed."""

    client_id: str
    secret: str | None = field(default=None, repr=False)
    public_key: RSAKey | ECKey | OKPKey | None = field(default=None, repr=False)
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    system_scopes: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None
    signed_userinfo: bool = False

    def __post_init__(self) -> None:
        if (self.secret is None) is (self.public_key is None):
            raise ValueError(f"client {self.client_id!r} has either a secret or a public_key; it has both or neither")


class UnknownClientError(Exception):
    """Nobody who may ask: `invalid_client`."""


class Door:
    """Lets a client in by `client_secret_basic` or `private_key_jwt`; an assertion serves once."""

    def __init__(self, clients: tuple[SandboxClient, ...]) -> None:
        self._clients = {client.client_id: client for client in clients}
        self._used: set[str] = set()

    def named(self, client_id: str) -> SandboxClient | None:
        return self._clients.get(client_id)

    def let_in(
        self, authorization: str, form: Mapping[str, str], audiences: tuple[str, ...], now: float
    ) -> SandboxClient:
        """Raises UnknownClientError."""
        if authorization.startswith("Basic "):
            return self._by_secret(authorization.removeprefix("Basic "))
        if form.get("client_assertion_type") == ASSERTION_TYPE:
            return self._by_assertion(form, audiences, now)
        raise UnknownClientError

    def _by_secret(self, credentials: str) -> SandboxClient:
        try:
            client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as wrong:
            raise UnknownClientError from wrong
        client = self._clients.get(unquote_plus(client_id))
        if client is None or client.secret is None:
            raise UnknownClientError
        if not hmac.compare_digest(client.secret.encode(), unquote_plus(secret).encode()):
            raise UnknownClientError
        return client

    def _by_assertion(self, form: Mapping[str, str], audiences: tuple[str, ...], now: float) -> SandboxClient:
        client = self._clients.get(form.get("client_id", ""))
        if client is None or client.public_key is None:
            raise UnknownClientError
        try:
            claims = jwt.decode(form.get("client_assertion", ""), client.public_key, algorithms=_ALGORITHMS).claims
        except (JoseError, ValueError) as wrong:
            raise UnknownClientError from wrong
        if not _holds(claims, client.client_id, audiences, now) or claims["jti"] in self._used:
            raise UnknownClientError
        self._used.add(claims["jti"])
        return client


def _holds(claims: Mapping[str, Any], client_id: str, audiences: tuple[str, ...], now: float) -> bool:
    """RFC 7523 3."""
    said_by_itself = claims.get("iss") == claims.get("sub") == client_id
    expires = claims.get("exp")
    in_time = isinstance(expires, int) and now < expires <= now + _LONGEST_ASSERTION_SECONDS
    return said_by_itself and claims.get("aud") in audiences and in_time and isinstance(claims.get("jti"), str)
