"""Reads the signs of one clause: safe, hurt, in danger, and whether each is said, doubted or denied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nlu.clauses import Clause
from nlu.destinations import stranded
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.lexicon.phrase_index import PhraseIndex
from nlu.scanning import Match


class Truth(StrEnum):
    """How a sign stands in its clause."""

    SAID = "said"
    DOUBTED = "doubted"
    """かもしれない, らしい, 〜たら, a question."""
    DOUBLED = "doubled"
    """動けないわけではない: neither yes nor no."""
    ASKED = "asked"
    """お母さんけがしてない？ and けがはないそうです leave it open."""
    DENIED = "denied"
    HEALED = "healed"
    """けがはもう治りました: it was so, and is over. No distress, and by itself no safety either."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A telling phrase (SAFE, INJURED, RESCUE, WORRY, NEED), how far its denial reaches, and how it stands."""

    match: Match
    end: int
    truth: Truth

    @property
    def kind(self) -> Kind:
        return self.match.kind


_LOOSE = frozenset((Kind.NEGATOR, Kind.HEDGE, Kind.HEARSAY, Kind.BUT, Kind.JOINT, Kind.STOP))
_NEGATIVE = ("ない", "ねえ", "ね", "ません", "ず", "んに", "なく")
"""A word for too little that says so by negation denies everything else where nothing is there to lack."""
_OVERLAPPING = 6
"""No more matches than this begin before a place and reach over it."""
_NEGATIONS = frozenset("なねま無")
_CALLS = frozenset(("help",))
"""A cry for help stays one as a question and as a wish: 助けてくれますか, 助けてほしい."""
_HEALED = "healed"
_OF_A_THING = ("は", "も", "が", "なら", "だけは", "のほうは", "とかも")


def signs(clause: Clause, lexicon: Lexicon, *, of_oneself: bool) -> tuple[Sign, ...]:
    """Distress, worry and needs first, then safety, which any negation left over in the clause takes away.

    What one has heard of oneself is no report; of somebody else it is (代理回答).
    """
    told = [*clause.of(Kind.RESCUE, Kind.INJURED, Kind.WORRY, Kind.NEED), *stranded(clause)]
    read = [_sign(match, clause, lexicon) for match in told]
    hearsay = of_oneself and clause.has(Kind.HEARSAY)
    doubted = clause.asks or clause.endless or hearsay or clause.has(Kind.HEDGE) or bool(left_over(clause, read))
    read = [_not_healed(sign) if doubted else sign for sign in read]
    safe = [
        _safe(match, clause, lexicon, doubted=doubted)
        for match in clause.of(Kind.SAFE)
        if not of_a_thing(match, clause)
    ]
    return (*read, *safe)


def left_over(clause: Clause, read: Sequence[Sign]) -> list[Match]:
    """Negations that belong to no sign and to no thing that is lacking. Linear in the clause's matches."""
    thing = min((match.end for match in clause.of(Kind.THING)), default=clause.end)
    safe = min((match.start for match in clause.of(Kind.SAFE)), default=clause.end)
    denials = {index for sign in read for index in range(sign.match.start, sign.end)}
    return [
        match
        for place, match in enumerate(clause.matches)
        if _negates(match, clause.text)
        and match.start not in denials
        and not thing <= match.start < safe
        and not _swallowed(place, clause)
    ]


def _negates(match: Match, text: str) -> bool:
    lacks = match.kind is Kind.LACK and text.endswith(_NEGATIVE, match.start, match.end)
    return lacks or match.kind is Kind.NEGATOR


def _may_ask(match: Match, clause: Clause) -> bool:
    """お母さん大丈夫 without a sign of asking, as voice input writes it."""
    bare = match.end >= clause.end
    polite = (person for person in clause.of(Kind.PERSON) if clause.text[person.start] in "おご")
    return bare and any(clause.text[person.end : match.start] in {"", "は"} for person in polite)


def _swallowed(place: int, clause: Clause) -> bool:
    """何ともないよ: the ない belongs to the phrase it begins in (but だいじょうぶじゃない keeps its じゃない)."""
    start = clause.matches[place].start
    if clause.text[start] not in _NEGATIONS:
        return False
    nearest = clause.matches[max(0, place - _OVERLAPPING) : place]
    return any(other.kind not in _LOOSE and other.start < start < other.end for other in nearest)


def of_a_thing(match: Match, clause: Clause) -> bool:
    """水は大丈夫, 家も大丈夫 say nothing of the person."""
    before = [thing for thing in clause.of(Kind.THING, Kind.PLACE) if thing.end <= match.start]
    if not before or clause.text.endswith("の", clause.start, before[-1].start):
        return False
    return _about_it(clause.text[before[-1].end : match.start], before[-1])


def _about_it(between: str, thing: Match) -> bool:
    return between in _OF_A_THING or (between == "" and thing.kind is Kind.THING)


def _sign(match: Match, clause: Clause, lexicon: Lexicon) -> Sign:
    denials: PhraseIndex[bool] | None = lexicon.denials.get(match.entry.denied_by)
    end = denials.longest_at(clause.text, match.end) if denials else match.end
    doubled = lexicon.double.longest_at(clause.text, end)
    if doubled > end:
        return Sign(match, doubled, Truth.DOUBLED)
    if _is_healed(match, clause, lexicon):
        return Sign(match, match.end, Truth.HEALED)
    if end > match.end:
        open_still = clause.asks or clause.last_hedge >= end
        return Sign(match, end, Truth.ASKED if open_still else Truth.DENIED)
    return Sign(match, end, _truth(match, clause))


def _is_healed(match: Match, clause: Clause, lexicon: Lexicon) -> bool:
    """Only a noun heals (けが, 骨折), and only in words that leave nothing over: not よくなった, not 手当て済み."""
    if match.kind is not Kind.INJURED or match.entry.denied_by != "noun":
        return False
    end = lexicon.denials[_HEALED].longest_at(clause.text, match.end)
    return end > match.end and lexicon.double.longest_at(clause.text, end) == end


def _not_healed(sign: Sign) -> Sign:
    return replace(sign, truth=Truth.DOUBTED) if sign.truth is Truth.HEALED else sign


def _truth(match: Match, clause: Clause) -> Truth:
    if match.entry.denied_by in _CALLS:
        return Truth.SAID
    if clause.asks and match.kind is Kind.INJURED:
        return Truth.ASKED
    return Truth.DOUBTED if clause.last_hedge >= match.end or clause.asks else Truth.SAID


def _safe(match: Match, clause: Clause, lexicon: Lexicon, *, doubted: bool) -> Sign:
    """Safety is believed only where nothing in the clause speaks against it."""
    if lexicon.double.longest_at(clause.text, match.end) > match.end:
        return Sign(match, match.end, Truth.DOUBLED)
    return Sign(match, match.end, Truth.DOUBTED if doubted or _may_ask(match, clause) else Truth.SAID)
