"""Cutting words in LINE's units."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from handlers.line.cutting import to_graphemes, to_utf16_units

_FAMILY = "👨‍👩‍👧‍👦"
_CHARACTERS = [*"abあいう\r\n", "🍎", _FAMILY, "é", "か\u3099", "🇯🇵"]
_WORDS = st.lists(st.sampled_from(_CHARACTERS), max_size=40).map("".join)


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _clusters(words: str) -> list[str]:
    return regex.findall(r"\X", words)


def test_an_apple_is_two_units_and_a_family_eight_more_for_its_joiners() -> None:
    assert to_utf16_units("🍎" * 3, 6) == "🍎" * 3
    assert to_utf16_units("🍎" * 4, 6) == "🍎🍎…"
    assert to_utf16_units("あ" + _FAMILY, 11) == "あ…"


def test_a_family_is_one_character_of_a_label() -> None:
    assert to_graphemes(_FAMILY * 40, 40) == _FAMILY * 40
    assert to_graphemes(_FAMILY * 41, 40) == _FAMILY * 39 + "…"


@given(_WORDS, st.integers(1, 30))
def test_utf16_cutting_keeps_the_limit_and_whole_characters(words: str, limit: int) -> None:
    cut = to_utf16_units(words, limit)
    assert _units(cut) <= limit
    if cut != words:
        kept = _clusters(cut.removesuffix("…"))
        assert kept == _clusters(words)[: len(kept)]


@given(_WORDS, st.integers(1, 30))
def test_grapheme_cutting_keeps_the_limit_and_whole_characters(words: str, limit: int) -> None:
    cut = to_graphemes(words, limit)
    assert len(_clusters(cut)) <= limit
    if cut != words:
        assert _clusters(words)[: limit - 1] == _clusters(cut.removesuffix("…"))
