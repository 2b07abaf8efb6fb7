"""What statistics say of a text, whichever engine they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.core.understanding import Condition, Intent, Need, Whereabouts
from nlu.lexicon_reading import Reading


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities. In `condition` and `whereabouts`, None is "nothing told"; `asks`: only asking back is right."""

    intent: Mapping[Intent, float]
    condition: Mapping[Condition | None, float]
    asks: float
    other: float
    """That somebody else than the writer is meant."""
    whereabouts: Mapping[Whereabouts | None, float]
    needs: Mapping[Need, float]
    alarm: float
    """That one clause, read by itself, tells of somebody hurt or in danger; the highest of all clauses."""


class Statistics(Protocol):
    """An engine's statistical part."""

    def scores(self, reading: Reading) -> Scores:
        """For a text that the lexicon has read. Never raises on any text."""
        ...
