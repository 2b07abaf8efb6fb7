"""Fits logistic regressions over sets of features and packs them into one plain model."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlu.statistics.model import Features, Floats, Head, LinearModel, Weighting

SEEN = 2
"""A feature of one example alone teaches nothing that holds elsewhere."""
_ROUNDS = 200
_CLOSE = 2e-4
"""Where the fitting stops: closer costs three times as long and is no better on words that were not learnt."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is fitted; chosen by cross-validation, see docs/decisions/0010."""

    weighting: Weighting
    strength: float
    """Inverse of the regularisation."""
    balance: float
    """0: answers weigh as often as they come; 1: all alike."""


def fit(
    read: Sequence[Features], labels: Mapping[str, Sequence[str]], recipe: Recipe, progress: Progress
) -> LinearModel:
    """One regression for each question in `labels`. Deterministic for the same input and library versions."""
    letters = _numbered((each.letters for each in read), after=0)
    words = _numbered((each.words for each in read), after=len(letters))
    matrix = _matrix(read, letters, words, recipe.weighting)
    heads: list[Head] = []
    weights: list[Floats] = []
    biases: list[Floats] = []
    for name, answers in labels.items():
        regression = _regression(matrix, answers, recipe)
        first = sum(len(head.answers) for head in heads)
        heads.append(Head(name, tuple(str(label) for label in regression.classes_), first))
        columns, bias = _columns(regression)
        weights.append(columns)
        biases.append(bias)
        progress(name)
    return LinearModel(recipe.weighting, letters, words, tuple(heads), np.hstack(weights), np.concatenate(biases))


def _numbered(read: Iterable[AbstractSet[str]], after: int) -> dict[str, int]:
    counts = Counter(name for each in read for name in each)
    return {name: row for row, name in enumerate(sorted(name for name, n in counts.items() if n >= SEEN), start=after)}


def _matrix(
    read: Sequence[Features], letters: Mapping[str, int], words: Mapping[str, int], weighting: Weighting
) -> csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for each in read:
        known_letters = sorted(letters[name] for name in each.letters if name in letters)
        known_words = sorted(words[name] for name in each.words if name in words)
        columns += known_letters + known_words
        values += [weighting.of_letter(len(known_letters))] * len(known_letters) + [weighting.word] * len(known_words)
        ends.append(len(columns))
    shape = (len(read), len(letters) + len(words))
    return csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=shape)


def _regression(matrix: csr_matrix, answers: Sequence[str], recipe: Recipe) -> LogisticRegression:
    counts = Counter(answers)
    even = len(answers) / len(counts)
    weights = {answer: (even / seen) ** recipe.balance for answer, seen in counts.items()}
    regression = LogisticRegression(C=recipe.strength, class_weight=weights, max_iter=_ROUNDS, tol=_CLOSE)
    return regression.fit(matrix, list(answers))


def _columns(regression: LogisticRegression) -> tuple[Floats, Floats]:
    """A column for each answer; scikit-learn keeps one alone for yes or no, that of yes."""
    weights = regression.coef_.T.astype(np.float32)
    bias = regression.intercept_.astype(np.float32)
    if len(regression.classes_) == weights.shape[1]:
        return weights, bias
    return np.hstack([np.zeros_like(weights), weights]), np.concatenate([np.zeros_like(bias), bias])
