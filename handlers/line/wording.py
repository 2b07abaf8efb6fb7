"""The words of one speech: its language, its drill mark, and nothing in them that LINE would refuse."""

import re
from dataclasses import dataclass

from bot.core.language import Language
from bot.core.replies import Phrasebook, Text, text

_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NOTHING = "―"


@dataclass(frozen=True, slots=True)
class Wording:
    phrasebook: Phrasebook
    language: Language
    drill: bool

    def say(self, phrase: Text) -> str:
        """Never empty: LINE refuses a whole call for one empty text."""
        return _UNSPEAKABLE.sub("", self.phrasebook.say(phrase, self.language)).strip() or _NOTHING

    @property
    def mark(self) -> str:
        """【訓練】 in the language, empty outside a drill."""
        return self.say(text("drill.mark")) if self.drill else ""

    def marked(self, words: str) -> str:
        """In a drill every message starts with the mark (promise 5); once is enough."""
        return words if words.startswith(self.mark) else self.mark + words
