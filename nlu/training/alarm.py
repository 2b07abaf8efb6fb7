"""Learns which clause tells of distress or of somebody missing, from labels that only say that some clause does."""

from collections.abc import Sequence

from bot.core.understanding import Condition
from nlu.corpus import Example
from nlu.lexicon_reading import Reading
from nlu.statistics.clauses import clause_features
from nlu.statistics.model import Features, LinearModel, Weighting
from nlu.training.regression import Progress, Recipe, fit

ALARM = Recipe(Weighting(letters=8.0, word=0.0), strength=5.0, balance=0.3)
_ALARMING = frozenset((Condition.INJURED, Condition.NEEDS_RESCUE, Condition.UNKNOWN))


def fit_alarm(examples: Sequence[Example], readings: Sequence[Reading], progress: Progress) -> LinearModel:
    """Twice: first from messages of one clause, then with the clause of each longer call that sounded most like one.

    Where a message tells of no distress, none of its clauses does.
    """
    parts = [(example, clause_features(reading)) for example, reading in zip(examples, readings, strict=True)]
    alarming = [clauses for example, clauses in parts if example.condition in _ALARMING and clauses]
    calm = [each for example, clauses in parts if _is_calm(example) for each in clauses]
    lone = [clauses[0] for clauses in alarming if len(clauses) == 1]
    first = _fitted(lone, calm, progress)
    worst = [max(clauses, key=lambda each: first.scores(each)["alarm"]["True"]) for clauses in alarming]
    return _fitted(worst, calm, progress)


def _is_calm(example: Example) -> bool:
    return example.condition not in _ALARMING and not example.unsure


def _fitted(distress: list[Features], calm: list[Features], progress: Progress) -> LinearModel:
    labels = ["True"] * len(distress) + ["False"] * len(calm)
    return fit([*distress, *calm], {"alarm": labels}, ALARM, progress)
