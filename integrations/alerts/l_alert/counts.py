"""Numbers of people and households as municipalities write them."""

import unicodedata

_MOST = 100_000_000


def count(written: str) -> int | None:
    """Of 1200, 1,200 or １２００; None: nobody told it, or it is no number. Never zero for want of a number."""
    digits = unicodedata.normalize("NFKC", written).replace(",", "").strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 9:
        return None
    return int(digits) if int(digits) <= _MOST else None
