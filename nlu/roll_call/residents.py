"""Finds those whom the gazetteer knows. Other than in a message about oneself a family name alone is one here."""

import re
from collections.abc import Iterable

from bot.core.gazetteer import EMPTY, Gazetteer, Named, SlotKind
from nlu.lexicon.loading import Lexicon
from nlu.lexicon.phrase_index import PhraseIndex
from nlu.normalisation import BOUNDARIES
from nlu.roll_call.written import name_as_compared

_BEFORE_KANA = frozenset("はがもとやのにをへでん ")
_AFTER = (
    "は",
    "が",
    "も",
    "と",
    "に",
    "の",
    "を",
    "へ",
    "で",
    "や",
    "さ",
    "だ",
    "って",
    "から",
    "まで",
    "ち",
    "んち",
    "くん",
    "以外",
)
_AFTER_KANJI = frozenset("様君氏宅家方夫一以")
_KANJI = re.compile("[一-鿿々]")


class Residents:
    """All names of a gazetteer by their first characters. The city's are indexed once, until others are handed in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._city: tuple[Named, ...] = EMPTY.city
        self._of_city: PhraseIndex[Named] = PhraseIndex()

    def of(self, gazetteer: Gazetteer, breaks: frozenset[int] = frozenset()) -> "Register":
        """For one message. `breaks`: where a space was written in it that folding took away."""
        if gazetteer.city is not self._city:
            self._city, self._of_city = gazetteer.city, _indexed(gazetteer.city)
        return Register(self._lexicon, (self._of_city, _indexed(gazetteer.own)), breaks)


class Register:
    """Who and what may be named in one message."""

    def __init__(self, lexicon: Lexicon, indexes: tuple[PhraseIndex[Named], ...], breaks: frozenset[int]) -> None:
        self._lexicon = lexicon
        self._indexes = indexes
        self._breaks = breaks

    def block(self, name: str) -> tuple[Named, ...]:
        """The blocks that are called so: none, one, or one of each of several districts."""
        found = (
            named for index in self._indexes for end, each in index.at(name, 0) if end == len(name) for named in each
        )
        return tuple(dict.fromkeys(named for named in found if named.kind is SlotKind.BLOCK))

    def longest(self, text: str, start: int, *, opens: bool) -> tuple[int, tuple[Named, ...]] | None:
        """End and bearers of the longest name at `start`. `opens`: something known ends right before it."""
        if not (opens or _may_begin(text, start)):
            return None
        found: dict[int, tuple[Named, ...]] = {}
        for index in self._indexes:
            for end, named in index.at(text, start):
                if self._may_end(text, end):
                    found[end] = (*found.get(end, ()), *named)
        return max(found.items(), default=None)

    def _may_end(self, text: str, end: int) -> bool:
        following = text[end : end + 1]
        known = following in BOUNDARIES or end in self._breaks
        if not following or known or self._lexicon.phrases.longest_at(text, end) > end:
            return True
        if _KANJI.match(following):
            named = any(index.longest_at(text, end) > end for index in self._indexes)
            return following in _AFTER_KANJI or named or not _KANJI.match(text[end - 1])
        return text.startswith(_AFTER, end) or not _is_kana(following)


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not before or before in BOUNDARIES or before == " ":
        return True
    return not _KANJI.match(before) if _KANJI.match(text[start]) else before in _BEFORE_KANA


def _indexed(names: Iterable[Named]) -> PhraseIndex[Named]:
    index: PhraseIndex[Named] = PhraseIndex()
    for each in names:
        for name in each.names:
            if phrase := name_as_compared(name):
                index.add(phrase, each)
    return index


def _is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"
