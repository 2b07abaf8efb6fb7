"""The checks of an ID token after its signature (OIDC Core 3.1.3.7): from whom, for whom, for this sign-in, fresh."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from authlib.oidc.core.util import create_half_hash

from integrations.city_os.identity.person_claims import LONGEST_ID
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import Reason, SignInRefused
from integrations.city_os.identity.signed_tokens import SignedToken
from integrations.city_os.identity.token_times import Moment, seconds

_LONGEST_LIFE_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Expected:
    """What this sign-in's token must say."""

    nonce: str = field(repr=False)
    access_token: str = field(repr=False)
    authenticated_after: float | None = None
    """Seconds since 1970: the person proved who they are no earlier."""


def check_id_token(token: SignedToken, config: ProviderConfig, expected: Expected, moment: Moment) -> str:
    """The subject.

    Raises:
        SignInRefused: the first check that fails.
    """
    claims = token.claims
    check_issuer(claims, config.issuer)
    check_audience(claims, config.client_id)
    moment.check_life(claims)
    moment.check_age(seconds(claims, "iat"), _LONGEST_LIFE_SECONDS)
    _check_nonce(claims, expected.nonce)
    _check_authentication(claims, config.acr_accepted, expected.authenticated_after, moment)
    _check_access_token(token, expected.access_token)
    return subject(claims)


def check_issuer(claims: Mapping[str, Any], issuer: str) -> None:
    if claims.get("iss") != issuer:
        raise SignInRefused(Reason.WRONG_ISSUER)


def check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    """We are in `aud`; where others are too, `azp` says that it was made for us."""
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    authorized = claims.get("azp")
    if client_id not in listed or (len(listed) > 1 and authorized is None):
        raise SignInRefused(Reason.WRONG_AUDIENCE)
    if authorized is not None and authorized != client_id:
        raise SignInRefused(Reason.WRONG_AUDIENCE)


def subject(claims: Mapping[str, Any]) -> str:
    found = claims.get("sub")
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_ID or not found.isprintable():
        raise SignInRefused(Reason.MALFORMED)
    return found


def _check_nonce(claims: Mapping[str, Any], nonce: str) -> None:
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(errors="surrogatepass"), nonce.encode()):
        raise SignInRefused(Reason.WRONG_NONCE)


def _check_authentication(
    claims: Mapping[str, Any], acr_accepted: tuple[str, ...], after: float | None, moment: Moment
) -> None:
    if acr_accepted and claims.get("acr") not in acr_accepted:
        raise SignInRefused(Reason.WRONG_CONTEXT)
    if after is None:
        return
    if "auth_time" not in claims or seconds(claims, "auth_time") < after - moment.leeway:
        raise SignInRefused(Reason.NOT_FRESH)


def _check_access_token(token: SignedToken, access_token: str) -> None:
    """`at_hash` is optional here; where it is given it must fit."""
    given = token.claims.get("at_hash")
    if given is None:
        return
    algorithm = "EdDSA" if token.algorithm == "Ed25519" else token.algorithm
    fitting = bytes(create_half_hash(access_token, algorithm))
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(errors="surrogatepass"), fitting):
        raise SignInRefused(Reason.WRONG_ACCESS_TOKEN)
