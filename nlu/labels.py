"""What the metadata of an utterance says, one label a question. Standard library: Rasa's Python 3.10 reads it too."""

from __future__ import annotations

from typing import Any

CHOICES = ("condition", "about", "whereabouts")
NEEDS = ("water", "food", "medicine", "power", "fuel", "blanket", "toilet", "baby", "other")
NONE = "none"
ASK = "ask"
"""No condition stands in the words, and still somebody has to ask back."""


def labels_of(metadata: dict[str, Any]) -> dict[str, Any]:
    """In full: what is absent is `none`, and `about` is `self`. `needs` is a tuple."""
    condition = metadata.get("condition", NONE)
    asks = metadata.get("unsure", False) and condition == NONE
    return {
        "condition": ASK if asks else condition,
        "about": metadata.get("about", "self"),
        "whereabouts": metadata.get("whereabouts", NONE),
        "needs": tuple(metadata.get("needs", ())),
    }
