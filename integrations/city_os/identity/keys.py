"""The provider's public keys: kept for a while, asked for again when a token names one that is not known.

An old key goes on working until it leaves the set; a key never seen makes one request, not one for each token.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from bot.core.ports import Clock
from integrations.city_os.identity.certificates import key_in_certificate
from integrations.city_os.identity.exchange import Exchange
from integrations.city_os.identity.metadata import Discovery
from integrations.city_os.identity.provider_config import ProviderConfig
from integrations.city_os.identity.refusals import IdentityDown, Trouble
from integrations.city_os.identity.shared_reading import SharedReading

PublicKey = RSAKey | ECKey | OKPKey

_MOST_KEYS: Final = 50
_SHORTEST_MODULUS: Final = 341
"""Letters of base64url that 2,048 bits take at least."""


class KeyRing:
    """The keys of one provider."""

    def __init__(self, config: ProviderConfig, exchange: Exchange, discovery: Discovery, clock: Clock) -> None:
        self._config = config
        self._exchange = exchange
        self._discovery = discovery
        self._clock = clock
        self._keys: tuple[PublicKey, ...] = ()
        self._read_at: float | None = None
        self._asked_at: float | None = None
        self._reading = SharedReading(self._read)

    async def named(self, kid: str | None) -> tuple[PublicKey, ...]:
        """The keys that a token naming `kid` may be signed with (all, where it names none); empty: unknown.

        Raises:
            IdentityDown: the keys cannot be had.
        """
        if self._long_ago(self._read_at, self._config.budgets.keys_seconds):
            await self._reading.result()
        if not self._matching(kid):
            await self.renewed()
        return self._matching(kid)

    async def renewed(self) -> bool:
        """Asks again, for a token that no known key fits; False: asked a moment ago."""
        if not self._long_ago(self._asked_at, self._config.budgets.keys_pause_seconds):
            return False
        await self._reading.result()
        return True

    def _long_ago(self, moment: float | None, seconds: float) -> bool:
        return moment is None or self._clock.now().timestamp() - moment >= seconds

    def _matching(self, kid: str | None) -> tuple[PublicKey, ...]:
        return self._keys if kid is None else tuple(key for key in self._keys if key.kid == kid)

    async def _read(self) -> None:
        now = self._asked_at = self._clock.now().timestamp()
        metadata = await self._discovery.metadata()
        answer = await self._exchange.get(metadata.jwks_uri)
        if answer.status != HTTPStatus.OK:
            raise IdentityDown(Trouble.UNEXPECTED)
        self._keys = read_keys(answer.document(), self._config.certificate_member)
        self._read_at = now


def read_keys(document: Mapping[str, Any], certificate_member: str | None = None) -> tuple[PublicKey, ...]:
    """The asymmetric signing keys in a JWK set; what cannot be used is left out (RFC 7517 5). Never raises."""
    if certificate_member is not None:
        certified = key_in_certificate(document.get(certificate_member))
        return (certified,) if certified else ()
    listed = document.get("keys")
    entries = listed[:_MOST_KEYS] if isinstance(listed, list) else ()
    return tuple(key for entry in entries if (key := _key(entry)) is not None)


def _key(entry: object) -> PublicKey | None:
    """None for symmetric keys above all: one that is published is no secret."""
    if not isinstance(entry, dict) or entry.get("use", "sig") != "sig" or entry.get("kty") == "oct" or _is_weak(entry):
        return None
    try:
        key = JWKRegistry.import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey | OKPKey) and not key.is_private else None


def _is_weak(entry: Mapping[str, Any]) -> bool:
    modulus = entry.get("n")
    return entry.get("kty") == "RSA" and not (isinstance(modulus, str) and len(modulus) >= _SHORTEST_MODULUS)
