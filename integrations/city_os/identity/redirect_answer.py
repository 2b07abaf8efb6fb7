"""The provider's answer in the address that the person's browser comes back with: ours, from it, and with a code."""

import hmac
from collections.abc import Mapping
from typing import Final

from integrations.city_os.identity.metadata import Metadata
from integrations.city_os.identity.refusals import IdentityDown, Reason, SignInRefused, Trouble

_LONGEST: Final = 4096
_DOWN: Final = frozenset({"server_error", "temporarily_unavailable"})


def code_in(query: Mapping[str, str], state: str, metadata: Metadata) -> str:
    """The authorization code.

    Raises:
        SignInRefused: it is no answer to this sign-in, not this provider's, or a refusal.
        IdentityDown: the provider says that it cannot at the moment.
    """
    if not hmac.compare_digest(query.get("state", "").encode(errors="surrogatepass"), state.encode()):
        raise SignInRefused(Reason.STATE_MISMATCH)
    _check_issuer(query.get("iss"), metadata)
    if "error" in query:
        raise _refusal(query["error"])
    code = query.get("code", "")
    if not 0 < len(code) <= _LONGEST or not code.isascii() or not code.isprintable():
        raise SignInRefused(Reason.MALFORMED)
    return code


def _check_issuer(given: str | None, metadata: Metadata) -> None:
    """RFC 9207: whoever promises to name itself must, and whoever names itself must be the one we asked."""
    if given is None and not metadata.names_itself:
        return
    if given != metadata.issuer:
        raise SignInRefused(Reason.WRONG_ISSUER)


def _refusal(error: str) -> Exception:
    if error == "access_denied":
        return SignInRefused(Reason.DENIED_BY_PERSON)
    if error in _DOWN:
        return IdentityDown(Trouble.SERVER_ERROR)
    return SignInRefused(Reason.PROVIDER_ERROR)
