"""The features of a text: its own letters, the lexicon's words in order, and what the lexicon made of them."""

from collections.abc import Iterator, Sequence

from nlu.facts import Fact
from nlu.lexicon.entry import IN_PASSING, Kind
from nlu.lexicon_reading import Reading
from nlu.scanning import Match
from nlu.statistics.model import Features

LONGEST_GRAM = 4
MAX_LETTERS = 400
"""Letters beyond these say nothing new about what a message is; they keep any text within its budget."""
_MAX_MATCHES = 60
_VALUED = frozenset((Kind.INTENT, Kind.NEED, Kind.THING, Kind.PLACE, Kind.WHERE, Kind.WORRY))
_UNTOLD = frozenset((Kind.PLAIN, Kind.STOP)) | IN_PASSING


def features(reading: Reading) -> Features:
    """All that a text has."""
    letters = grams(f"^{reading.normalised.folded[:MAX_LETTERS]}$")
    return Features(letters, frozenset((*_words(reading.facts), *_conclusions(reading))))


def grams(text: str) -> frozenset[str]:
    """Every stretch of one to four letters."""
    return frozenset(
        text[start : start + length] for length in range(1, LONGEST_GRAM + 1) for start in range(len(text) - length + 1)
    )


def _words(facts: Sequence[Fact]) -> Iterator[str]:
    named: list[str] = []
    for fact in facts:
        clause = [_name(match) for match in fact.clause.matches if match.kind not in _UNTOLD]
        if fact.clause.but:
            clause.insert(0, "although")
        if fact.clause.asks:
            clause.append("asking")
        named += [*clause, "."]
    named = named[:_MAX_MATCHES]
    for length in (1, 2, 3):
        for start in range(len(named) - length + 1):
            yield " ".join(named[start : start + length])


def _name(match: Match) -> str:
    return f"{match.kind}={match.entry.value}" if match.kind in _VALUED else match.kind.value


def _conclusions(reading: Reading) -> Iterator[str]:
    for fact in reading.facts:
        for sign in fact.signs:
            yield f"sign {sign.kind}:{sign.truth}"
            yield f"sign {sign.kind}:{sign.truth}:{fact.about}"
        if fact.negated:
            yield "negated"
        if fact.stay.whereabouts:
            yield f"at:{fact.stay.whereabouts}:{fact.about}"
    read = reading.understanding
    told = f"{read.condition}:{read.unsure}"
    yield f"so {told}"
    yield f"so {read.intent}"
    yield f"so {read.intent}:{told}"
    yield f"so {read.intent}:{read.about}"
    yield f"place:{read.whereabouts}"
    yield f"who:{read.about}:{told}"
    yield from (f"need:{need}" for need in reading.needs.needs)
    if not reading.needs.needs:
        yield "need:none"
    yield f"left:{min(reading.unexplained // 3, 8)}"
    yield f"long:{min(len(reading.normalised.folded) // 8, 8)}"
