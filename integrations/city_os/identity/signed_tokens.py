"""A signed token of the provider (JWS): the algorithm from our list, the key from the provider's set."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jws import CompactSignature, JWSRegistry

from integrations.city_os.identity.keys import KeyRing, PublicKey
from integrations.city_os.identity.refusals import Reason, SignInRefused

LONGEST_TOKEN: Final = 64 * 1024
_LONGEST_HEADER: Final = 8 * 1024


class _OnlyThese(JWSRegistry):
    """joserfc takes an empty list for its own recommendations, HS256 among them; here the list is the list."""

    max_header_length = _LONGEST_HEADER

    def __init__(self, algorithms: Collection[str]) -> None:
        super().__init__(algorithms=algorithms, strict_check_header=False)
        self._named = frozenset(algorithms)

    def get_alg(self, name: str) -> Any:
        if name not in self._named or name not in self.algorithms:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


@dataclass(frozen=True, slots=True)
class SignedToken:
    """What stands in a token whose signature holds."""

    algorithm: str
    claims: Mapping[str, Any] = field(repr=False)


async def verified(token: str, algorithms: Collection[str], keys: KeyRing) -> SignedToken:
    """The token's claims. Nothing but the signature has been checked.

    Raises:
        SignInRefused: malformed, algorithm not allowed, key unknown or signature wrong.
        IdentityDown: the keys cannot be had.
    """
    registry = _OnlyThese(algorithms)
    opened = _opened(token, registry)
    kid = opened.headers().get("kid")
    candidates = await keys.named(kid)
    if not candidates:
        _refuse(Reason.KEY_UNKNOWN)
    if not _signed_by_one_of(opened, candidates, registry):
        # A provider that names no keys shows a new one only by a signature that fits none of the old.
        if kid is not None or not await keys.renewed():
            _refuse(Reason.BAD_SIGNATURE)
        if not _signed_by_one_of(opened, await keys.named(None), registry):
            _refuse(Reason.BAD_SIGNATURE)
    return SignedToken(str(opened.headers()["alg"]), _claims(opened))


def _opened(token: str, registry: JWSRegistry) -> CompactSignature:
    if len(token) > LONGEST_TOKEN or token.count(".") != 2:
        _refuse(Reason.MALFORMED)
    try:
        opened = jws.extract_compact(token.encode(), registry=registry)
        registry.check_header(opened.headers())
        registry.get_alg(opened.headers()["alg"])
    except UnsupportedAlgorithmError as wrong:
        raise SignInRefused(Reason.ALGORITHM_NOT_ALLOWED) from wrong
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise SignInRefused(Reason.MALFORMED) from wrong
    return opened


def _signed_by_one_of(opened: CompactSignature, keys: Collection[PublicKey], registry: JWSRegistry) -> bool:
    return any(_signed_by(opened, key, registry) for key in keys)


def _signed_by(opened: CompactSignature, key: PublicKey, registry: JWSRegistry) -> bool:
    """A key of another kind, or meant for another algorithm, has not signed it."""
    try:
        return jws.validate_compact(opened, key, registry=registry)
    except (JoseError, ValueError):
        return False


def _claims(opened: CompactSignature) -> Mapping[str, Any]:
    try:
        claims = json.loads(opened.payload)
    except (ValueError, RecursionError) as wrong:
        raise SignInRefused(Reason.MALFORMED) from wrong
    if not isinstance(claims, dict):
        _refuse(Reason.MALFORMED)
    return claims


def _refuse(reason: Reason) -> NoReturn:
    raise SignInRefused(reason)
