"""Finds the lexicon's phrases in a folded text; a phrase inside a longer one gives way to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from nlu.lexicon.entry import IN_PASSING, Entry, Kind
from nlu.lexicon.loading import Lexicon
from nlu.normalisation import BOUNDARIES


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase at `start` to `end` of the folded text."""

    start: int
    end: int
    entry: Entry

    @property
    def kind(self) -> Kind:
        return self.entry.kind


_NOBODY: Mapping[int, Match] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scan:
    """All that was found, and which characters belong to anything known."""

    text: str
    matches: tuple[Match, ...]
    known: bytes
    """One byte a character: 1 where some phrase covers it."""

    def unknown(self, start: int, end: int) -> int:
        """How many characters between `start` and `end` nothing in the lexicon covers."""
        return self.known.count(0, start, end)


def scan(text: str, lexicon: Lexicon, names: Mapping[int, Match] = _NOBODY) -> Scan:
    """Every phrase that no longer phrase holds, in order of place. `names`: what else is known here, by its start."""
    known = bytearray(1 if character in BOUNDARIES or character == " " else 0 for character in text)
    matches: list[Match] = []
    reached = dict.fromkeys(_Tier, 0)
    for start in range(len(text)):
        found = _found_at(text, start, lexicon)
        if start in names:
            found.append(names[start])
        if not found:
            continue
        before = dict(reached)
        for match in found:
            if match.kind not in IN_PASSING:
                known[match.start : match.end] = b"\1" * (match.end - match.start)
        for tier in _AS_STRONG:
            _keep_longest(found, tier, before, reached, matches)
    return Scan(text, tuple(matches), bytes(known))


class _Tier(IntEnum):
    """What may hide what: a match gives way to a longer one of its own tier or of a stronger one."""

    DISTRESS = 0
    """Only other distress and a spelt-out exception hide it, so that no other entry can ever swallow a cry for help."""
    CONTENT = 1
    GRAMMAR = 2
    """Joints hide nothing else: 無事ではないが keeps its ない."""


_AS_STRONG = {tier: tuple(each for each in _Tier if each <= tier) for tier in _Tier}


def _tier(kind: Kind) -> _Tier:
    if kind in {Kind.RESCUE, Kind.INJURED, Kind.EXEMPT}:
        return _Tier.DISTRESS
    return _Tier.GRAMMAR if kind in _HIDES_NOTHING else _Tier.CONTENT


_HIDES_NOTHING = frozenset((Kind.BUT, Kind.JOINT, Kind.STOP)) | IN_PASSING


def _keep_longest(
    found: list[Match], tier: _Tier, before: dict[_Tier, int], reached: dict[_Tier, int], matches: list[Match]
) -> None:
    stronger = _AS_STRONG[tier]
    earlier = max([before[each] for each in stronger])
    longest = max([reached[each] for each in stronger])
    telling = [
        match
        for match in found
        if earlier < match.end >= longest and match.kind is not Kind.PLAIN and _tier(match.kind) is tier
    ]
    if telling:
        reached[tier] = max(match.end for match in telling)
        matches += [match for match in telling if match.end == reached[tier]]


def _found_at(text: str, start: int, lexicon: Lexicon) -> list[Match]:
    return [
        Match(start, end, entry)
        for end, entries in lexicon.phrases.at(text, start)
        for entry in entries
        if _fits(text, start, end, entry)
    ]


def _fits(text: str, start: int, end: int, entry: Entry) -> bool:
    before = text[start - 1 : start]
    opens = before == "" or before in BOUNDARIES
    if (entry.starts and not opens) or (entry.inside and opens):
        return False
    if text[start].isascii() and not _whole_word(text, start, end):
        return False
    if entry.not_before and any(text.startswith(word, end) for word in entry.not_before):
        return False
    return not entry.after or _follows(text, start, entry, opens=opens)


def _follows(text: str, start: int, entry: Entry, *, opens: bool) -> bool:
    if opens and "" in entry.after:
        return True
    return any(word and text.endswith(word, 0, start) for word in entry.after)


def _whole_word(text: str, start: int, end: int) -> bool:
    return not (_is_word(text[start - 1 : start]) or _is_word(text[end : end + 1]))


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
