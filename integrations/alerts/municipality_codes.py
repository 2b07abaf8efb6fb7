"""全国地方公共団体コード: five digits of JIS X 0402 and a check digit (standards.md 4.8)."""

import unicodedata
from typing import Final

SCHEME: Final = "全国地方公共団体コード"
_WEIGHTS: Final = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """Of five ASCII digits; 07202 has 8."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five, strict=True))
    return str((11 - total % 11) % 10)


def six_digits(written: str) -> str | None:
    """The code with its check digit, from five digits or six; None: no such code, or its check digit is wrong."""
    code = unicodedata.normalize("NFKC", written).strip()
    if not (code.isascii() and code.isdecimal()):
        return None
    if len(code) == 5:
        return code + check_digit(code)
    return code if len(code) == 6 and code[5] == check_digit(code[:5]) else None
