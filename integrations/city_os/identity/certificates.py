"""The public key in a certificate, as Keyrock publishes it: a PEM whose line breaks are gone."""

import re
import warnings
from typing import Final

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import RSAKey

_LONGEST: Final = 20_000
_LINE: Final = 64
_PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")


def key_in_certificate(text: object) -> RSAKey | None:
    """None where there is no certificate with an RSA key of 2,048 bits or more."""
    found = _PEM.search(text) if isinstance(text, str) and len(text) <= _LONGEST else None
    if not found:
        return None
    letters = "".join(found[1].split())
    lines = [letters[start : start + _LINE] for start in range(0, len(letters), _LINE)]
    pem = "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)
            return RSAKey.import_key(pem)
    except (JoseError, SecurityWarning, ValueError, AttributeError):
        return None
