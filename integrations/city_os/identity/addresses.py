"""Postal addresses of people: an object (OIDC Core 5.1.1) or plain text, as some providers send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from integrations.city_os.identity.plain_text import read_text

_LONGEST: Final = 400
_POSTAL_CODE: Final = re.compile(r"〒?\s*(\d{3})-?(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """`formatted` is the whole address on one line; parts only where the provider keeps them apart."""

    formatted: str
    postal_code: str | None = None
    """`965-0871`."""
    region: str | None = None
    locality: str | None = None
    street: str | None = None


def read_address(value: object) -> Address | None:
    """None where nothing of an address is there."""
    if isinstance(value, Mapping):
        return _from_parts(value)
    text = read_text(value, _LONGEST)
    return Address(text) if text else None


def _from_parts(parts: Mapping[str, Any]) -> Address | None:
    region, locality, street = (read_text(parts.get(key), _LONGEST) for key in ("region", "locality", "street_address"))
    formatted = read_text(parts.get("formatted"), _LONGEST) or "".join(filter(None, (region, locality, street)))
    if not formatted:
        return None
    return Address(formatted, _postal_code(parts.get("postal_code")), region, locality, street)


def _postal_code(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    code = _POSTAL_CODE.fullmatch(normalize("NFKC", value).strip())
    return f"{code[1]}-{code[2]}" if code else None
