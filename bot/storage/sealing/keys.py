"""The keys of the sealed columns, as values: nothing here reads a setting or keeps a key for later."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class FieldKey:
    """AES-256. `id` are the first eight digits of the key's SHA-256: it names the key and tells nothing of it."""

    id: str
    cipher: AESGCM


@dataclass(frozen=True, slots=True)
class FieldKeys:
    """Newest first: the first one seals, every one opens. None at all: values are stored as they are."""

    keys: tuple[FieldKey, ...] = ()

    @property
    def newest(self) -> FieldKey | None:
        return self.keys[0] if self.keys else None

    def named(self, id_: str) -> Iterable[FieldKey]:
        """Mostly one; two keys may share an id by chance."""
        return (each for each in self.keys if each.id == id_)


NO_KEYS = FieldKeys()


def read_keys(written: Iterable[str]) -> FieldKeys:
    """Of keys as `new_key` writes them. Raises `ValueError` for anything else."""
    return FieldKeys(tuple(_key(b64decode(each, validate=True)) for each in written))


def new_key() -> str:
    """A fresh key in base64, as ANPI_FIELD_KEYS takes it."""
    return b64encode(AESGCM.generate_key(KEY_BYTES * 8)).decode()


def _key(secret: bytes) -> FieldKey:
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a field key has {KEY_BYTES} bytes")
    return FieldKey(sha256(secret).hexdigest()[:8], AESGCM(secret))
