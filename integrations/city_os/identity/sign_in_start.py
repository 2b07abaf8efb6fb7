"""The beginning of a sign-in: the address that the person's browser is sent to, and what must be remembered of it."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from integrations.city_os.identity.metadata import Metadata
from integrations.city_os.identity.provider_config import ProviderConfig

_SECRET_LETTERS: Final = 43
"""256 bits and a little more, from 62 letters; the shortest verifier that RFC 7636 allows."""
_LANGUAGE: Final = "ja"


@dataclass(frozen=True, slots=True)
class SignInStart:
    """`url` is shown to the browser; the rest stays on our side (or in a sealed cookie) until it comes back, once."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    authenticated_after: float | None = None
    """Seconds since 1970: an earlier proof of who the person is does not count."""


def begin_sign_in(
    config: ProviderConfig, metadata: Metadata, redirect_uri: str, now: float, *, anew: bool
) -> SignInStart:
    """`anew`: the person proves again who they are, even where the browser is still signed in (a shared phone)."""
    state, nonce, verifier = (str(generate_token(_SECRET_LETTERS)) for _ in range(3))
    max_age = 0 if anew else config.max_age
    fields = {
        "response_type": "code",
        "client_id": config.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(config.scopes),
        "state": state,
        "nonce": nonce,
        "code_challenge": str(create_s256_code_challenge(verifier)),
        "code_challenge_method": "S256",
        "claims_locales": _LANGUAGE,
        "ui_locales": _LANGUAGE,
        **({"acr_values": " ".join(config.acr_values)} if config.acr_values else {}),
        **({"max_age": str(max_age)} if max_age is not None else {}),
        **({"prompt": "login"} if anew else {}),
    }
    after = None if max_age is None else now - max_age
    joint = "&" if "?" in metadata.authorization_endpoint else "?"
    return SignInStart(f"{metadata.authorization_endpoint}{joint}{urlencode(fields)}", state, nonce, verifier, after)
