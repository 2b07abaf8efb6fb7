"""Readings of names, brought to one form: full-width katakana, one space between family and given name."""

from typing import Final
from unicodedata import normalize

LONGEST: Final = 100
_HIRAGANA: Final = range(ord("ぁ"), ord("ゖ") + 1)
_TO_KATAKANA: Final = {code: code + 0x60 for code in _HIRAGANA}
_KATAKANA: Final = frozenset(map(chr, range(ord("ァ"), ord("ヺ") + 1))) | frozenset("・ーヽヾ ")


def read_kana(value: object) -> str | None:
    """None for what is no text, too long, or holds anything but kana."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    kana = " ".join(normalize("NFKC", value).translate(_TO_KATAKANA).split())
    return kana if kana and set(kana) <= _KATAKANA else None
