"""Says condition, subject, place and needs beside Rasa's intent. Runs inside Rasa (Python 3.10), never in Anpi.

Rasa's own classifiers know one label a message. The facts of DESIGN 6 stand in the `metadata` of each example; here
one logistic regression for each answer of each fact learns them from the same sparse features. `/model/parse` gives
them under `facts`: {"condition": {"safe": 0.9, ...}, "about": ..., "whereabouts": ..., "needs": {"water": 0.8}}.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from nlu.labels import CHOICES, NEEDS, labels_of

_WEIGHTS = "facts.npz"
_LABELS = "facts.json"
_BALANCE = 0.3
"""Rare answers weigh more, but not so much that a rare one is seen everywhere."""
_FAR = 60.0
"""A score beyond this is certain; its exponential would overflow."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FactClassifier(IntentClassifier, GraphComponent):
    """Weights are kept as plain arrays (.npz without pickle) and read back the same way."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"max_iter": 200, "C": 3.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactClassifier:
        del execution_context
        return cls(config, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._labels: dict[str, list[str]] = {}
        self._weights: dict[str, Any] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """One regression for each fact; what an example does not name is its absence."""
        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        features = vstack([_features(each) for each in examples])
        facts = [labels_of((each.get("metadata") or {}).get("example") or {}) for each in examples]
        for fact in CHOICES:
            self._fit(fact, features, [str(each[fact]) for each in facts], _BALANCE)
        for need in NEEDS:
            self._fit(f"need_{need}", features, [str(need in each["needs"]) for each in facts], 1.0)
        self._persist()
        return self._resource

    def _fit(self, name: str, features: csr_matrix, labels: list[str], balance: float) -> None:
        model = LogisticRegression(
            C=self._config["C"],
            max_iter=self._config["max_iter"],
            class_weight=_weights(labels, balance),
            solver="liblinear",
        )
        model.fit(features, labels)
        self._labels[name] = [str(label) for label in model.classes_]
        self._weights[f"{name}.weights"] = model.coef_.astype(np.float32)
        self._weights[f"{name}.bias"] = model.intercept_.astype(np.float32)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            features = _features(message)
            facts: dict[str, Any] = {fact: self._probabilities(fact, features) for fact in CHOICES}
            facts["needs"] = {need: self._probabilities(f"need_{need}", features)["True"] for need in NEEDS}
            message.set("facts", facts, add_to_output=True)
        return messages

    def _probabilities(self, name: str, features: csr_matrix) -> dict[str, float]:
        scores = (features @ self._weights[f"{name}.weights"].T)[0] + self._weights[f"{name}.bias"]
        shares = 1 / (1 + np.exp(-np.clip(scores, -_FAR, _FAR)))
        if len(shares) == 1:
            shares = np.array([1 - shares[0], shares[0]])
        return {label: float(value) for label, value in zip(self._labels[name], shares / shares.sum(), strict=True)}

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _WEIGHTS, **self._weights)
            (folder / _LABELS).write_text(json.dumps(self._labels), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FactClassifier:
        del execution_context, kwargs
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            with np.load(folder / _WEIGHTS, allow_pickle=False) as weights:
                component._weights = dict(weights)
            component._labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        return component


def _weights(labels: list[str], balance: float) -> dict[str, float]:
    """0: answers weigh as often as they come; 1: all alike."""
    counts = Counter(labels)
    return {label: (len(labels) / len(counts) / count) ** balance for label, count in counts.items()}


def _features(message: Message) -> csr_matrix:
    sentence = message.get_sparse_features(attribute=TEXT)[1]
    return csr_matrix(sentence.features)
