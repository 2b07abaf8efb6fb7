"""The signature of a webhook: Base64 of HMAC-SHA256 over the exact bytes, with the channel secret as key."""

import base64
import hashlib
import hmac


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
