"""Trains the embedded engine's models from labelled utterances."""

from collections.abc import Sequence

from nlu.corpus import Example
from nlu.lexicon_reading import LexiconReader, Reading
from nlu.statistics.features import features
from nlu.statistics.lacking import things
from nlu.statistics.model import LinearModel, Weighting
from nlu.statistics.models import Models
from nlu.training.alarm import fit_alarm
from nlu.training.heads import ANSWERS
from nlu.training.regression import Progress, Recipe, fit

MESSAGE = Recipe(Weighting(letters=8.0, word=0.5), strength=5.0, balance=0.3)
LACKING = Recipe(Weighting(letters=4.0, word=1.0), strength=2.0, balance=0.0)
STEPS = 4 + len(ANSWERS)


def train(examples: Sequence[Example], reader: LexiconReader, progress: Progress = lambda _: None) -> Models:
    """Deterministic for the same examples, lexicon and library versions. Takes half a minute or more."""
    readings = [reader.read(example.text) for example in examples]
    progress("read")
    labels = {name: [answer(example) for example in examples] for name, answer in ANSWERS.items()}
    message = fit([features(reading) for reading in readings], labels, MESSAGE, progress)
    lacking = _lacking(examples, readings, progress)
    return Models(message, lacking, fit_alarm(examples, readings, progress))


def _lacking(examples: Sequence[Example], readings: Sequence[Reading], progress: Progress) -> LinearModel:
    named = [(thing, example) for example, reading in zip(examples, readings, strict=True) for thing in things(reading)]
    labels = {"lacking": [str(thing.need in example.needs) for thing, example in named]}
    return fit([thing.features for thing, _ in named], labels, LACKING, progress)
