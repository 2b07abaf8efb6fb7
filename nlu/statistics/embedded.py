"""The embedded engine's statistics: linear models over letters and the lexicon's words, in process."""

from collections.abc import Mapping

from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from nlu.labels import ASK, NONE
from nlu.lexicon_reading import Reading
from nlu.statistics.clauses import clause_features
from nlu.statistics.features import features
from nlu.statistics.lacking import things
from nlu.statistics.models import Models, lacks
from nlu.statistics.scores import Scores

_UNNAMED = 0.65
"""A need without any known thing for it wants more certainty."""


class EmbeddedStatistics:
    """Pure and quick: a few rows of an array are added up."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def scores(self, reading: Reading) -> Scores:
        heads = self._models.message.scores(features(reading))
        told = heads["condition"]
        places = heads["whereabouts"]
        return Scores(
            intent={Intent(name): share for name, share in heads["intent"].items()},
            condition={None: told[NONE], **{each: told.get(each.value, 0.0) for each in Condition}},
            asks=told.get(ASK, 0.0),
            other=heads["about"][About.OTHER.value],
            whereabouts={None: places[NONE], **{each: places.get(each.value, 0.0) for each in Whereabouts}},
            needs=self._needs(reading, heads),
            alarm=self.alarm(reading),
        )

    def alarm(self, reading: Reading) -> float:
        clauses = clause_features(reading)
        return max((self._models.alarm.scores(each)["alarm"]["True"] for each in clauses), default=0.0)

    def _needs(self, reading: Reading, heads: Mapping[str, Mapping[str, float]]) -> Mapping[Need, float]:
        """What the whole message says of a need, and what stands around the thing, weigh alike."""
        named: dict[Need, float] = {}
        for thing in things(reading):
            lacking = self._models.lacking.scores(thing.features)["lacking"].get("True", 0.0)
            named[thing.need] = max(named.get(thing.need, 0.0), lacking)
        said = {need: heads[lacks(need)].get("True", 0.0) for need in Need}
        return {need: (named[need] + said[need]) / 2 if need in named else said[need] * _UNNAMED for need in Need}
