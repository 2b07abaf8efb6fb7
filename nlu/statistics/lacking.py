"""Things that a text names, and what tells whether each is lacking there: 水がねぇ, 水はまだある, 水どうぞ."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.understanding import Need
from nlu.facts import Fact
from nlu.lexicon.entry import Kind
from nlu.lexicon_reading import Reading
from nlu.scanning import Match
from nlu.statistics.features import LONGEST_GRAM, grams
from nlu.statistics.model import Features

_BEHIND = 14
_BEFORE = 6
_NEXT_WORDS = 4
_UNTOLD = frozenset((Kind.PLAIN, Kind.STOP))
MAX_THINGS = 40


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that may be lacking, with the names of its features."""

    need: Need
    features: Features


def things(reading: Reading) -> list[Thing]:
    """In order of the text, the first forty of them."""
    found = [
        Thing(Need(match.entry.value), Features(_letters(match, reading), frozenset(_words(match, place, reading))))
        for place, fact in enumerate(reading.facts)
        for match in fact.clause.of(Kind.THING, Kind.NEED)
    ]
    return found[:MAX_THINGS]


def _letters(match: Match, reading: Reading) -> frozenset[str]:
    """What stands behind the thing (>) and before it (<); the first behind it are marked once more."""
    text = reading.normalised.folded
    behind = text[match.end : match.end + _BEHIND] + "$"
    before = "^" + text[max(0, match.start - _BEFORE) : match.start]
    first = {f">>{behind[:length]}" for length in range(1, LONGEST_GRAM + 1)}
    return frozenset({f">{each}" for each in grams(behind)} | {f"<{each}" for each in grams(before)} | first)


def _words(match: Match, place: int, reading: Reading) -> Iterator[str]:
    text = reading.normalised.folded
    yield from _around(match, reading.facts[place])
    yield f"thing:{text[match.start : match.end]}"
    yield f"is {match.kind}={match.entry.value}"
    lacks = Need(match.entry.value) in reading.needs.needs
    read = reading.understanding
    yield f"lexicon:{lacks}"
    yield f"lexicon:{lacks}:{match.kind}:{match.entry.value}"
    yield f"lexicon:{lacks}:{read.intent}"
    yield f"so {read.intent}:{read.condition}"
    yield from (f"next:{name}" for name in _names(reading.facts[place + 1 : place + 2]))
    yield from (f"before:{name}" for name in _names(reading.facts[max(0, place - 1) : place]))


def _around(match: Match, fact: Fact) -> Iterator[str]:
    told = [each for each in fact.clause.matches if each.kind not in _UNTOLD]
    after = [_name(each) for each in told if each.start >= match.end][:_NEXT_WORDS]
    before = [_name(each) for each in told if each.end <= match.start][-_NEXT_WORDS:]
    yield from (f"after:{name}" for name in after)
    yield f"after:{' '.join(after[:2])}"
    yield f"first:{after[0] if after else ''}"
    yield from (f"behind:{name}" for name in before)
    yield f"asks:{fact.clause.asks}:{fact.clause.but}:{fact.about}"


def _names(facts: tuple[Fact, ...]) -> set[str]:
    return {_name(match) for fact in facts for match in fact.clause.matches if match.kind not in _UNTOLD}


def _name(match: Match) -> str:
    return f"{match.kind}={match.entry.value}" if match.kind is Kind.INTENT else match.kind.value
