"""Phone numbers: E.164 inside (`+819012345678`), the national form for people's eyes (`090-1234-5678`)."""

import re
from typing import Final
from unicodedata import normalize

_LONGEST: Final = 40
_FILLERS: Final = re.compile(r"[\s()\-.・‐-―−ー]+")
_TRUNK_IN_BRACKETS: Final = re.compile(r"^(\+81[\s\-]*)\(0\)")
_E164: Final = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_JAPANESE: Final = re.compile(r"\+81[1-9]\d{8,9}", re.ASCII)
_NATIONAL: Final = re.compile(r"0[1-9]\d{8,9}", re.ASCII)
_MOBILE: Final = re.compile(r"0[5-9]0\d{8}", re.ASCII)


def read_phone(value: object) -> str | None:
    """E.164, from any usual way to write it; a number without country is a Japanese one. None where it is none."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    digits = _FILLERS.sub("", _TRUNK_IN_BRACKETS.sub(r"\1", normalize("NFKC", value).strip()))
    if _NATIONAL.fullmatch(digits):
        digits = f"+81{digits[1:]}"
    shape = _JAPANESE if digits.startswith("+81") else _E164
    return digits if shape.fullmatch(digits) else None


def national_form(e164: str) -> str:
    """For display. Mobile and IP numbers get their hyphens; how long an area code is only a directory knows."""
    if not e164.startswith("+81"):
        return e164
    national = f"0{e164.removeprefix('+81')}"
    if _MOBILE.fullmatch(national):
        return f"{national[:3]}-{national[3:7]}-{national[7:]}"
    return national
