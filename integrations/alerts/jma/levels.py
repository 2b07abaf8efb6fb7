"""The level that a name carries (レベル４大雨危険警報), to be held against the level of its code."""

import re
from typing import Final
from unicodedata import normalize

_LEVEL: Final = re.compile(r"レベル\s*([0-9])", re.ASCII)


def named_level(name: str) -> int | None:
    """The highest that is named; digits are full-width or not. None: the name tells of no level."""
    return max((int(digit) for digit in _LEVEL.findall(normalize("NFKC", name))), default=None)
