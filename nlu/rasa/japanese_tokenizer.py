"""Cuts Japanese into words with Sudachi, after Anpi's own normalisation. Runs inside Rasa (Python 3.10) alone."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from sudachipy import Dictionary, SplitMode

from nlu.normalisation import normalise

_NOTHING = "。"
"""Stands for a message in which nothing is left to read; Rasa's featurizers want at least one token."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class JapaneseTokenizer(Tokenizer):
    """Tokens are folded words, their lemma is Sudachi's normal form. Rasa itself has no tokenizer for Japanese."""

    @staticmethod
    def supported_languages() -> list[str]:
        return ["ja"]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sudachipy", "sudachidict_core"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> JapaneseTokenizer:
        del model_storage, resource, execution_context
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._sudachi = Dictionary(dict="core").tokenizer(mode=SplitMode.C)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of the normalised text; positions count in the normalised text."""
        text = normalise(message.get(attribute)).folded or _NOTHING
        words = [
            Token(word.surface(), word.begin(), word.end(), lemma=word.normalized_form())
            for word in self._sudachi.tokenize(text)
            if word.surface().strip()
        ]
        return words or [Token(_NOTHING, 0, 1)]
