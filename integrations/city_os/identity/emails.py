"""E-mail addresses: the domain in small letters, the part before it as it was given."""

import re
from typing import Final
from unicodedata import normalize

_LONGEST: Final = 254
_SHAPE: Final = re.compile(r"([^\s@<>,;:\"\\]{1,64})@([^\s@<>,;:\"\\]+\.[^\s@<>,;:\"\\.]+)")


def read_email(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    parts = _SHAPE.fullmatch(normalize("NFKC", value).strip())
    return f"{parts[1]}@{parts[2].lower()}" if parts else None
