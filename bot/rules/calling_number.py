"""A telephone number from the register as an address that a tap dials."""

import re
import unicodedata

_DIALLED = re.compile(r"\+?[0-9]{8,15}")
"""ITU-T E.164: at most 15 digits; a Japanese number has ten or eleven."""


def tel(phone: str) -> str:
    """`tel:0242001234`; empty where it is no number that could be dialled."""
    digits = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", phone)[:40])
    return f"tel:{digits}" if _DIALLED.fullmatch(digits) else ""
