"""Logistic regressions as plain arrays: what a text's features say, as probabilities. Knows nothing of training."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What a text has: stretches of its letters, and the lexicon's words for it."""

    letters: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weighting:
    """A text's letters weigh `letters` together, however many there are; each of the lexicon's words weighs `word`."""

    letters: float
    word: float

    def of_letter(self, among: int) -> float:
        return self.letters / math.sqrt(max(1, among))


@dataclass(frozen=True, slots=True)
class Head:
    """One question, and the answers there are to it. `first` is the column of the first answer."""

    name: str
    answers: tuple[str, ...]
    first: int
    temperature: float = 1.0
    """What the totals are divided by, so that of all that is said with 0.9 nine in ten are right."""

    @property
    def columns(self) -> slice:
        return slice(self.first, self.first + len(self.answers))


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`weights`: a row for each known letter or word, a column for each answer of each head; `bias`: one a column."""

    weighting: Weighting
    letters: Mapping[str, int]
    words: Mapping[str, int]
    heads: Sequence[Head]
    weights: Floats
    bias: Floats

    def scores(self, features: Features) -> dict[str, dict[str, float]]:
        """Probabilities by head and answer; each head's sum to 1."""
        totals = self._totals(features)
        return {head.name: _probabilities(head, totals[head.columns]) for head in self.heads}

    def _totals(self, features: Features) -> Floats:
        letters = [row for row in map(self.letters.get, features.letters) if row is not None]
        words = [row for row in map(self.words.get, features.words) if row is not None]
        of_letters = self.weights[letters].sum(axis=0) * self.weighting.of_letter(len(letters))
        totals: Floats = self.bias + self.weights[words].sum(axis=0) * self.weighting.word + of_letters
        return totals


def _probabilities(head: Head, totals: npt.NDArray[Any]) -> dict[str, float]:
    scaled = totals / head.temperature
    odds = np.exp(scaled - scaled.max())
    return dict(zip(head.answers, (odds / odds.sum()).tolist(), strict=True))
