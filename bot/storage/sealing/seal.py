"""Seals and opens one value. AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits for each value.

A sealed text reads `anpi:1:<key id>:<nonce, ciphertext and tag in base64>`; in a column of bytes the last part is as it
is. The place (`people.phone`) is authenticated along, so that a value moved to another column does not open.
A plain value that begins like a sealed one is marked with `anpi:0:`; every other plain value stands as it is.

Random nonces hold for 2^32 values under one key; `anpi keys rotate` brings in the next key long before that.
"""

import re
from base64 import b64decode, b64encode
from secrets import token_bytes

from cryptography.exceptions import InvalidTag

from bot.core.errors import Unavailable
from bot.storage.sealing.keys import FieldKey, FieldKeys

OURS = "anpi:"
PLAIN = "anpi:0:"
SEALED = "anpi:1:"

_OURS, _PLAIN = OURS.encode(), PLAIN.encode()
_SEALED = re.compile(rb"anpi:1:([0-9a-f]{8}):")
_NONCE = 12


class FieldKeyMissing(Unavailable):
    """A value is sealed under a key that this process was not given: nobody may read something else instead."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"field key {key_id}")


class SealBroken(Exception):  # noqa: N818 - what happened to the value
    """A sealed value was changed in the database, or moved there from another column."""

    def __init__(self, place: str) -> None:
        super().__init__(f"a sealed value of {place} does not open: it was changed or moved in the database")


def seal_text(keys: FieldKeys, place: str, plain: str) -> str:
    key = keys.newest
    if key is None:
        return PLAIN + plain if plain.startswith(OURS) else plain
    return f"{SEALED}{key.id}:{b64encode(_sealed(key, place, plain.encode())).decode()}"


def open_text(keys: FieldKeys, place: str, stored: str) -> str:
    """Raises `FieldKeyMissing` and `SealBroken`."""
    if not stored.startswith(OURS):
        return stored
    if stored.startswith(PLAIN):
        return stored.removeprefix(PLAIN)
    named = _SEALED.match(stored[:32].encode())
    if named is None:
        raise SealBroken(place)
    return _opened(keys, place, named[1].decode(), _from_base64(place, stored[named.end() :])).decode()


def seal_bytes(keys: FieldKeys, place: str, plain: bytes) -> bytes:
    key = keys.newest
    if key is None:
        return _PLAIN + plain if plain.startswith(_OURS) else plain
    return f"{SEALED}{key.id}:".encode() + _sealed(key, place, plain)


def open_bytes(keys: FieldKeys, place: str, stored: bytes) -> bytes:
    """Raises `FieldKeyMissing` and `SealBroken`."""
    if not stored.startswith(_OURS):
        return stored
    if stored.startswith(_PLAIN):
        return stored.removeprefix(_PLAIN)
    named = _SEALED.match(stored)
    if named is None:
        raise SealBroken(place)
    return _opened(keys, place, named[1].decode(), stored[named.end() :])


def _sealed(key: FieldKey, place: str, plain: bytes) -> bytes:
    nonce = token_bytes(_NONCE)
    return nonce + key.cipher.encrypt(nonce, plain, place.encode())


def _opened(keys: FieldKeys, place: str, key_id: str, sealed: bytes) -> bytes:
    candidates = tuple(keys.named(key_id))
    if not candidates:
        raise FieldKeyMissing(key_id)
    if len(sealed) > _NONCE:
        for key in candidates:
            try:
                return key.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
            except InvalidTag:
                continue
    raise SealBroken(place)


def _from_base64(place: str, written: str) -> bytes:
    try:
        return b64decode(written, validate=True)
    except ValueError as fault:
        raise SealBroken(place) from fault
