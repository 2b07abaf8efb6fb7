"""Finds in a folded text what the city's lists know by name: its districts, blocks, sites, the writer's relations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.gazetteer import EMPTY, Gazetteer, Named, Slot, SlotKind
from bot.core.understanding import Whereabouts
from nlu.lexicon.entry import Entry, Kind
from nlu.lexicon.loading import Lexicon
from nlu.lexicon.phrase_index import PhraseIndex
from nlu.normalisation import BOUNDARIES, Normalised, fold
from nlu.scanning import Match

_BEFORE_KANJI = "市町村区県郡第"
"""After these a name may begin though they are kanji themselves: 会津若松市一箕町."""
_BEFORE_KANA = "はがもとやのにをへで"
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
    "って",
    "から",
    "まで",
    "だ",
    "ちゃん",
    "くん",
)
_AFTER_KANJI = "様君氏宅家方内周全以班"
_MEANS = {
    SlotKind.PERSON: Entry(Kind.PERSON),
    SlotKind.SITE: Entry(Kind.PLACE, Whereabouts.SHELTER),
}
_PLAIN = Entry(Kind.PLAIN)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at `start` to `end` of the folded text, and all that bear it."""

    start: int
    end: int
    named: tuple[Named, ...]

    def match(self) -> Match:
        """As a word of the lexicon: a relation is a person, a site is a shelter, the rest is known and says nothing."""
        kinds = {each.kind for each in self.named}
        return Match(self.start, self.end, next((_MEANS[kind] for kind in _MEANS if kind in kinds), _PLAIN))

    def slots(self, normalised: Normalised) -> Iterator[Slot]:
        words = normalised.as_written(self.start, self.end)
        return (Slot(each.kind, words, each.value) for each in self.named)


class Names:
    """All names of a gazetteer. The city's are indexed once, until other ones are handed in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._city: tuple[Named, ...] = EMPTY.city
        self._of_city: PhraseIndex[Named] = PhraseIndex()

    def mentions(self, text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
        """In order of the text; of names that overlap the one that begins first, then the longest."""
        if gazetteer.city is not self._city:
            self._city, self._of_city = gazetteer.city, _indexed(gazetteer.city)
        indexes = (self._of_city, _indexed(gazetteer.own))
        return tuple(self._found(text, indexes))

    def _found(self, text: str, indexes: Sequence[PhraseIndex[Named]]) -> Iterator[Mention]:
        start = 0
        while start < len(text):
            mention = self._longest(text, start, indexes)
            if mention is not None:
                yield mention
            start = mention.end if mention is not None else start + 1

    def _longest(self, text: str, start: int, indexes: Sequence[PhraseIndex[Named]]) -> Mention | None:
        found: dict[int, tuple[Named, ...]] = {}
        if _may_begin(text, start):
            for index in indexes:
                for end, named in index.at(text, start):
                    found[end] = (*found.get(end, ()), *named)
        ends = [end for end in found if self._may_end(text, end)]
        return Mention(start, max(ends), found[max(ends)]) if ends else None

    def _may_end(self, text: str, end: int) -> bool:
        """花子無事 names her; a name inside a longer word does not."""
        rest = text[end : end + 1]
        if not rest or rest in BOUNDARIES or self._lexicon.phrases.longest_at(text, end) > end:
            return True
        if _is_kanji(rest):
            return rest in _AFTER_KANJI or not _is_kanji(text[end - 1])
        return text.startswith(_AFTER, end) or (_is_kanji(text[end - 1]) and not rest.isalnum())


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not before or before in BOUNDARIES or before == " ":
        return True
    if text[start].isdigit():
        return not before.isdigit()
    if _is_kanji(text[start]):
        return not _is_kanji(before) or before in _BEFORE_KANJI
    return before in _BEFORE_KANA


def _indexed(names: Iterable[Named]) -> PhraseIndex[Named]:
    index: PhraseIndex[Named] = PhraseIndex()
    for each in names:
        for name in each.names:
            if phrase := fold(name):
                index.add(phrase, each)
    return index


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿" or character == "々"
