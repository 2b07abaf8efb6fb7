"""Is this body really from LINE? Pure: bytes, header and secrets in, yes or no out."""

import hmac
from base64 import b64encode
from collections.abc import Sequence


def is_signed(body: bytes, header: bytes | None, secrets: Sequence[bytes]) -> bool:
    """True where `header` is Base64(HMAC-SHA256(secret, body)) for one of the channel secrets.

    Several secrets, because reissuing one makes the old one invalid at once and events signed with either are on
    their way (LINE docs, verify-webhook-signature). Every secret is tried and compared in constant time.
    A missing header is simply not a signature.
    """
    if header is None:
        return False
    matches = [hmac.compare_digest(_signature(secret, body), header) for secret in secrets]
    return any(matches)


def _signature(secret: bytes, body: bytes) -> bytes:
    return b64encode(hmac.digest(secret, body, "sha256"))
