"""The clauses of a text by their letters alone: distress in one of them must not drown in what the others say."""

from nlu.lexicon_reading import Reading
from nlu.statistics.features import grams
from nlu.statistics.model import Features

MAX_CLAUSES = 24
_LONGEST = 120
_SHORTEST = 2


def clause_features(reading: Reading) -> list[Features]:
    """One for each clause that is long enough to say something, the first two dozen of them."""
    text = reading.normalised.folded
    spans = [text[fact.clause.start : fact.clause.end][:_LONGEST] for fact in reading.facts]
    told = [span.strip("。、?") for span in spans]
    return [Features(grams(f"^{each}$"), frozenset()) for each in told if len(each) >= _SHORTEST][:MAX_CLAUSES]
