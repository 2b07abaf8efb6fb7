"""How Anpi proves to the provider's token endpoint that it is Anpi: by a secret or by a signed assertion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from joserfc.jwk import ECKey, OKPKey, RSAKey

from integrations.city_os.identity.algorithms import only_asymmetric

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS: Final = 60
_BY_CURVE: Final = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}

PrivateKey = RSAKey | ECKey | OKPKey


class SecretPlace(StrEnum):
    """Where the secret stands in the request (OIDC Core 9)."""

    HEADER = "client_secret_basic"
    BODY = "client_secret_post"


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A secret both sides know."""

    secret: str = field(repr=False)
    place: SecretPlace = SecretPlace.HEADER

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("the client secret is empty: set the one that the provider gave out")


class AssertionAudience(StrEnum):
    """What the provider wants as `aud` of the assertion; most take either."""

    TOKEN_ENDPOINT = "token_endpoint"  # noqa: S105 - a place, not a secret
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class PrivateKeyJwt:
    """`private_key_jwt` (RFC 7523). `algorithm` and `key_id`: what the provider was told with the public key."""

    key: PrivateKey = field(repr=False)
    algorithm: str
    key_id: str | None = None
    audience: AssertionAudience = AssertionAudience.TOKEN_ENDPOINT

    def __post_init__(self) -> None:
        if not self.key.is_private:
            raise ValueError("private_key_jwt needs the private key, and this is a public one")
        only_asymmetric((self.algorithm,))

    @classmethod
    def from_key(
        cls,
        key: PrivateKey,
        *,
        algorithm: str | None = None,
        key_id: str | None = None,
        audience: AssertionAudience = AssertionAudience.TOKEN_ENDPOINT,
    ) -> "PrivateKeyJwt":
        """The algorithm follows from the key where none is named; `key_id` is the key's own `kid` where it has one."""
        return cls(key, algorithm or _usual_algorithm(key), key_id or key.kid, audience)


ClientAuthentication = ClientSecret | PrivateKeyJwt


@dataclass(frozen=True, slots=True)
class Proof:
    """What goes into the request: form fields and headers."""

    fields: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the proof is for."""

    issuer: str
    token_endpoint: str


def proof_of(client_id: str, means: ClientAuthentication, to: Addressee, issued_at: int) -> Proof:
    """`issued_at`: seconds since 1970. An assertion lives one minute and is used once."""
    match means:
        case ClientSecret(secret, SecretPlace.BODY):
            return Proof({"client_id": client_id, "client_secret": secret}, {})
        case ClientSecret(secret):
            return Proof({}, {"authorization": _basic(client_id, secret)})
        case PrivateKeyJwt():
            assertion = _assertion(client_id, means, to, issued_at)
            fields = {"client_id": client_id, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
            return Proof(fields, {})


def _basic(client_id: str, secret: str) -> str:
    """Both are form-encoded first (RFC 6749 2.3.1), which many libraries forget."""
    request = httpx.Request("POST", "https://provider.invalid")
    flow = httpx.BasicAuth(quote_plus(client_id), quote_plus(secret)).auth_flow(request)
    return next(flow).headers["authorization"]


def _assertion(client_id: str, means: PrivateKeyJwt, to: Addressee, issued_at: int) -> str:
    at_issuer = means.audience is AssertionAudience.ISSUER
    signed = private_key_jwt_sign(
        means.key,
        client_id,
        to.issuer if at_issuer else to.token_endpoint,
        means.algorithm,
        header={"kid": means.key_id} if means.key_id else {},
        issued_at=issued_at,
        expires_in=_ASSERTION_SECONDS,
    )
    return str(signed)


def _usual_algorithm(key: PrivateKey) -> str:
    match key:
        case RSAKey():
            return "RS256"
        case ECKey():
            return _BY_CURVE.get(key.curve_name, key.curve_name)
        case OKPKey():
            return key.curve_name
