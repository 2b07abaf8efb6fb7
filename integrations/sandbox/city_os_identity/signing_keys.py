"""The provider's own keys, made when it starts: one signs, older ones stay published until they are withdrawn."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "Ed25519")


class SigningKeys:
    """`algorithm` is one of ALGORITHMS."""

    def __init__(self, algorithm: str = "ES256") -> None:
        if algorithm not in ALGORITHMS:
            raise ValueError(f"algorithm must be one of {', '.join(ALGORITHMS)}; got {algorithm!r}")
        self.algorithm = algorithm
        self.names_keys = True
        """False: neither tokens nor the published set name keys, as with some older providers."""
        self._number = 0
        self._published: list[Key] = []
        self._signing = self._new_key()
        self._published.append(self._signing)

    def rotate(self, *, keep_old: bool) -> None:
        """From now on a new key signs; the old ones stay published, or are withdrawn at once."""
        self._signing = self._new_key()
        self._published = [*(self._published if keep_old else ()), self._signing]

    def withdraw_old(self) -> None:
        """Only the key that signs stays published."""
        self._published = [self._signing]

    def published(self) -> Mapping[str, Any]:
        """The JWK set (RFC 7517)."""
        documents = [key.as_dict(private=False, use="sig", alg=self.algorithm) for key in self._published]
        return {"keys": documents if self.names_keys else [_nameless(document) for document in documents]}

    def signed(self, claims: Mapping[str, Any], kind: str = "JWT") -> str:
        return self._signed_with(self._signing, claims, kind)

    def signed_with_unpublished_key(self, claims: Mapping[str, Any]) -> str:
        return self._signed_with(self._new_key(), claims, "JWT")

    def wrongly_signed(self, claims: Mapping[str, Any]) -> str:
        """The signature of other claims, under the right key."""
        head, _, _ = self.signed(claims).rpartition(".")
        _, _, signature = self.signed({**claims, "jti": "another"}).rpartition(".")
        return f"{head}.{signature}"

    def unsigned(self, claims: Mapping[str, Any]) -> str:
        """`alg` none (RFC 7518 3.6)."""
        return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."

    def signed_with_public_key(self, claims: Mapping[str, Any]) -> str:
        """HS256 with the published key as the secret: what a careless verifier takes for the provider's signature."""
        header = {"alg": "HS256", "typ": "JWT", "kid": self._signing.kid}
        head = f"{_part(header)}.{_part(claims)}"
        secret = self._public_pem()
        return f"{head}.{_letters(hmac.digest(secret, head.encode(), hashlib.sha256))}"

    def _public_pem(self) -> bytes:
        assert isinstance(self._signing, RSAKey | ECKey | OKPKey)
        return self._signing.as_pem(private=False)

    def _signed_with(self, key: Key, claims: Mapping[str, Any], kind: str) -> str:
        header = {"alg": self.algorithm, "typ": kind, **({"kid": key.kid} if self.names_keys else {})}
        return jwt.encode(header, dict(claims), key, algorithms=[self.algorithm])

    def _new_key(self) -> Key:
        self._number += 1
        named: Any = {"kid": f"sandbox-{self._number}"}
        match self.algorithm:
            case "ES256":
                return ECKey.generate_key("P-256", named)
            case "Ed25519":
                return OKPKey.generate_key("Ed25519", named)
            case _:
                return RSAKey.generate_key(2048, named)


def _nameless(document: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in document.items() if name != "kid"}


def _part(content: Mapping[str, Any]) -> str:
    return _letters(json.dumps(content).encode())


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
