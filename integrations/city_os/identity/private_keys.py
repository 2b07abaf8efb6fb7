"""Reads the private key that Anpi signs its assertions with: a PEM or a JWK."""

import json
import warnings
from typing import Any

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OctKey, import_key

from integrations.city_os.identity.client_authentication import PrivateKey

_REMEDY = (
    "give a PEM (BEGIN PRIVATE KEY) or a JWK (a JSON object) of an RSA key from 2048 bits, an EC or an Ed25519 key"
)


def read_private_key(text: str) -> PrivateKey:
    """The key in `text`.

    Raises:
        ValueError: no such key; the message names the remedy and never quotes the text.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)
            # That the kind of a PEM is found out here and not told is what is wanted.
            warnings.filterwarnings("ignore", "Using implicit key type", SecurityWarning)
            key = import_key(_document(text) if text.lstrip().startswith("{") else text)
    except (JoseError, SecurityWarning, ValueError, TypeError) as wrong:
        raise ValueError(f"the private key cannot be read: {_REMEDY}") from wrong
    if isinstance(key, OctKey) or not key.is_private:
        raise ValueError(f"this is not a private key of a pair: {_REMEDY}")
    return key


def _document(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document
