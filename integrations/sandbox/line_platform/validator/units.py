"""The two ways LINE counts characters (text-character-count page of LINE's documentation)."""

from enum import Enum

import regex


class Unit(Enum):
    """An apple emoji is 2 UTF-16 code units; a family emoji is 1 grapheme cluster and 8 code units."""

    UTF16 = "UTF-16 code units"
    GRAPHEMES = "grapheme clusters"


def utf16_units(text: str) -> int:
    """Code points above U+FFFF count twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def graphemes(text: str) -> int:
    """What a person would call characters (Unicode, extended grapheme clusters)."""
    return len(text) if text.isascii() and "\r" not in text else len(regex.findall(r"\X", text))


def length(text: str, unit: Unit) -> int:
    return graphemes(text) if unit is Unit.GRAPHEMES else utf16_units(text)
