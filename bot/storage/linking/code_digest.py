"""The digest of a one-time code: the same for the same code, and of no use to whoever steals the table.

A code has eight digits so that it can be said over a counter. A hundred million are tried in seconds, so a plain hash
would be the code itself. And whoever types it says no name with it, so a salt of its own per row cannot be found again.
With a key from outside the database (`FIELD_KEYS`) an HMAC is enough: without that key nothing can be tried. Without
one, scrypt (RFC 7914) makes each try cost about 50 ms and 16 MB, over two months of one core for all of them, where a
code lives three days; that slows a thief and does not stop a rich one, so a city sets its keys.
"""

import hmac
from collections.abc import Sequence
from hashlib import scrypt, sha256

_SALT = b"anpi one-time code"
_COST = 2**14
_BLOCK = 8


class CodeDigests:
    """`keys`: those of the sensitive columns, newest first; a code made under an older key is still found."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        self._keys = tuple(hmac.digest(each, _SALT, "sha256") for each in keys)

    def of(self, code: str) -> str:
        """As it is stored now, 64 hexadecimal digits. Takes 50 ms where there is no key."""
        return self.candidates(code)[0]

    def candidates(self, code: str) -> tuple[str, ...]:
        """All digests under which it may be stored, the newest key's first."""
        words = code.encode()
        if not self._keys:
            return (scrypt(words, salt=_SALT, n=_COST, r=_BLOCK, p=1, dklen=32).hex(),)
        return tuple(hmac.digest(each, words, "sha256").hex() for each in self._keys)


def digest_of_secret(secret: str) -> str:
    """Of a nonce or a state: at least 128 random bits, whose plain SHA-256 tells nothing."""
    return sha256(secret.encode(errors="replace")).hexdigest()
