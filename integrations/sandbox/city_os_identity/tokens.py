"""ID tokens and logout tokens, right as long as no fault is switched on."""

import base64
import hashlib
import secrets
from typing import Any, Final

from integrations.sandbox.city_os_identity.faults import FaultKind
from integrations.sandbox.city_os_identity.provider import IdentityProvider
from integrations.sandbox.city_os_identity.sign_ins import Grant

LIFE_SECONDS: Final = 300
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_DAY: Final = 86_400
_WRONG: Final[tuple[tuple[FaultKind, dict[str, Any]], ...]] = (
    (FaultKind.WRONG_AUDIENCE, {"aud": "somebody-else"}),
    (FaultKind.WRONG_NONCE, {"nonce": "of-another-sign-in"}),
    (FaultKind.WRONG_ISSUER, {"iss": "https://another-issuer.example"}),
    (FaultKind.WRONG_ACCESS_TOKEN_HASH, {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    (FaultKind.WEAK_CONTEXT, {"acr": "weak"}),
)


def id_token(provider: IdentityProvider, issuer: str, grant: Grant, access_token: str) -> str:
    """OIDC Core 2. Names and the rest are told at userinfo."""
    now = int(provider.now())
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": grant.subject,
        "aud": grant.request.client_id,
        "iat": now,
        "exp": now + LIFE_SECONDS,
        "auth_time": int(grant.at),
        "sid": grant.sid,
        "at_hash": _half_hash(access_token, provider.keys.algorithm),
    }
    if grant.request.nonce is not None:
        claims["nonce"] = grant.request.nonce
    if grant.request.acr_values:
        claims["acr"] = grant.request.acr_values[0]
    _spoil(provider, claims)
    return signed(provider, claims)


def logout_token(provider: IdentityProvider, issuer: str, grant: Grant) -> str:
    """OIDC Back-Channel Logout 1.0, 2.4."""
    now = int(provider.now())
    claims: dict[str, Any] = {
        "iss": issuer,
        "aud": grant.request.client_id,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_urlsafe(16),
        "events": {_LOGOUT_EVENT: {}},
        "sub": grant.subject,
        "sid": grant.sid,
    }
    _spoil(provider, claims)
    if not provider.faults.strikes(FaultKind.LOGOUT_WITH_NONCE):
        claims.pop("nonce", None)
    else:
        claims["nonce"] = "of-a-sign-in"
    if provider.faults.strikes(FaultKind.LOGOUT_WITHOUT_EVENT):
        claims["events"] = {}
    if provider.faults.strikes(FaultKind.LOGOUT_OF_NOBODY):
        del claims["sub"], claims["sid"]
    return signed(provider, claims, "logout+jwt")


def signed(provider: IdentityProvider, claims: dict[str, Any], kind: str = "JWT") -> str:
    faults, keys = provider.faults, provider.keys
    if faults.strikes(FaultKind.ALG_NONE):
        return keys.unsigned(claims)
    if faults.strikes(FaultKind.HS256_WITH_PUBLIC_KEY):
        return keys.signed_with_public_key(claims)
    if faults.strikes(FaultKind.BAD_SIGNATURE):
        return keys.wrongly_signed(claims)
    if faults.strikes(FaultKind.UNPUBLISHED_KEY):
        return keys.signed_with_unpublished_key(claims)
    return keys.signed(claims, kind)


def _spoil(provider: IdentityProvider, claims: dict[str, Any]) -> None:
    for kind, wrong in _WRONG:
        if provider.faults.strikes(kind):
            claims.update(wrong)
    for kind, days in ((FaultKind.EXPIRED, -1), (FaultKind.ISSUED_IN_FUTURE, 1)):
        if provider.faults.strikes(kind):
            claims.update(iat=claims["iat"] + days * _DAY, exp=claims["exp"] + days * _DAY)
    if provider.faults.strikes(FaultKind.OLD_SIGN_IN):
        claims["auth_time"] = claims["iat"] - _DAY


def _half_hash(token: str, algorithm: str) -> str:
    """`at_hash` (OIDC Core 3.1.3.6): the left half of the hash that belongs to the algorithm."""
    digest = (hashlib.sha512 if algorithm == "Ed25519" else hashlib.sha256)(token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
