"""Weighs the facts about one subject into a condition. Distress outranks safety, and doubt is never safe."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.understanding import About, Condition, Whereabouts
from nlu.facts import Fact
from nlu.lexicon.entry import Kind
from nlu.signs import Truth

_SAFE_PLACES = frozenset((Whereabouts.SHELTER, Whereabouts.EVACUATING))
_SILENT_DISTRESS = 3
"""So many characters nobody can explain after だけど are enough to ask back."""
_OTHER_WORDS = 4
_MANY_WORDS = 12
_RANK = {None: 0, Condition.SAFE: 1, Condition.UNKNOWN: 2, Condition.INJURED: 3, Condition.NEEDS_RESCUE: 4}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one subject is. `unsure`: ask back, whatever the condition says."""

    about: About
    condition: Condition | None
    unsure: bool
    whereabouts: Whereabouts | None = None
    place: str | None = None

    @property
    def tells(self) -> bool:
        return self.condition is not None or self.unsure or self.whereabouts is not None

    @property
    def rank(self) -> int:
        return _RANK[self.condition] * 2 + (1 if self.unsure else 0)


def verdict(facts: Sequence[Fact], about: About) -> Verdict:
    """What the clauses about one subject amount to."""
    own = [fact for fact in facts if fact.about is about]
    where = next((fact.stay for fact in reversed(own) if fact.stay.whereabouts), None)
    place = where.whereabouts if where else None
    condition, unsure = _condition(own, place, fled=where is not None and where.refuge)
    return Verdict(about, condition, unsure, place, where.place if where else None)


def _condition(own: Sequence[Fact], place: Whereabouts | None, *, fled: bool) -> tuple[Condition | None, bool]:
    for kind, condition in ((Kind.RESCUE, Condition.NEEDS_RESCUE), (Kind.INJURED, Condition.INJURED)):
        if _any(own, kind, Truth.SAID):
            return condition, condition is Condition.NEEDS_RESCUE and _taken_back(own, kind)
        if _any(own, kind, Truth.DOUBTED):
            return condition, True
    if _doubtful(own):
        return None, True
    return _quiet(own, place, fled=fled)


def _quiet(own: Sequence[Fact], place: Whereabouts | None, *, fled: bool) -> tuple[Condition | None, bool]:
    """No distress and no doubt was seen; what was not understood may still hide some."""
    unexplained = sum(fact.unknown for fact in own)
    if _any(own, Kind.SAFE, Truth.SAID):
        return _safe_unless(_hides(own) or _much(own, unexplained))
    if fled or place in _SAFE_PLACES or _any(own, Kind.INJURED, Truth.DENIED):
        return _safe_unless(_hides(own) or unexplained >= _OTHER_WORDS)
    if place is not None and unexplained >= _OTHER_WORDS:
        return None, True
    denied = _any(own, Kind.RESCUE, Truth.DENIED) or _any(own, Kind.WORRY, Truth.DENIED)
    return None, denied or _any(own, Kind.INJURED, Truth.HEALED)


def _safe_unless(doubt: bool) -> tuple[Condition | None, bool]:  # noqa: FBT001 - reads as a sentence where it is used
    return (None, True) if doubt else (Condition.SAFE, False)


def _hides(own: Sequence[Fact]) -> bool:
    """After だけど people say what is wrong; where it is not understood, it may be anything."""
    return any(fact.clause.but and _unclear(fact) for fact in own)


def _unclear(fact: Fact) -> bool:
    told = any(match.kind not in _SAYS_NOTHING for match in fact.clause.matches)
    return fact.negated or fact.unknown >= (_SILENT_DISTRESS if told else 1)


_SAYS_NOTHING = frozenset((Kind.BUT, Kind.JOINT, Kind.STOP, Kind.SELF, Kind.PERSON, Kind.GROUP, Kind.TITLED))


def _any(own: Sequence[Fact], kind: Kind, *truths: Truth) -> bool:
    return any(fact.says(kind, *truths) for fact in own)


def _doubtful(own: Sequence[Fact]) -> bool:
    doubt = (Truth.DOUBTED, Truth.DOUBLED, Truth.ASKED)
    worried = _any(own, Kind.WORRY, Truth.SAID, *doubt)
    open_place = any(fact.stay.denied or fact.stay.exposed for fact in own) and not _any(own, Kind.SAFE, Truth.SAID)
    unclear = any(_any(own, kind, *doubt) for kind in (Kind.SAFE, Kind.INJURED, Kind.RESCUE))
    return worried or open_place or unclear


def _taken_back(own: Sequence[Fact], kind: Kind) -> bool:
    """閉じ込められたけど今は無事, 無事、屋根の上にいる: the two do not go together, so somebody has to ask."""
    if any(fact.stay.exposed for fact in own):
        return _any(own, Kind.SAFE, Truth.SAID)
    first = next(index for index, fact in enumerate(own) if fact.says(kind, Truth.SAID))
    return any(fact.says(Kind.SAFE, Truth.SAID) for fact in own[first:])


def _much(own: Sequence[Fact], unexplained: int) -> bool:
    length = sum(fact.clause.end - fact.clause.start for fact in own)
    return unexplained >= _MANY_WORDS and unexplained * 3 >= length
