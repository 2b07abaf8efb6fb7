"""Birth dates as providers write them: whole, without the year, or the year alone (OIDC Core 5.1)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize

_WHOLE: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_LEAP_YEAR: Final = 2000
_EARLIEST: Final = 1850


@dataclass(frozen=True, slots=True)
class Birthdate:
    """What is known of it. `year` None: withheld; `month` and `day` None: the year alone was given."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def read_birthdate(value: object) -> Birthdate | None:
    """`YYYY-MM-DD`, `YYYYMMDD`, `0000-MM-DD`, `YYYY`; None for everything else and for days that do not exist."""
    if not isinstance(value, str):
        return None
    text = normalize("NFKC", value).strip()
    if _YEAR.fullmatch(text):
        return Birthdate(int(text)) if int(text) >= _EARLIEST else None
    whole = _WHOLE.fullmatch(text)
    return _existing(*map(int, whole.groups())) if whole else None


def _existing(year: int, month: int, day: int) -> Birthdate | None:
    if 0 < year < _EARLIEST:
        return None
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Birthdate(year or None, month, day)
