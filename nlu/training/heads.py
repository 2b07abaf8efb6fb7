"""The questions that the embedded engine learns to answer, and an example's answer to each."""

from collections.abc import Callable, Mapping

from bot.core.understanding import Need
from nlu.corpus import Example
from nlu.labels import ASK, NONE
from nlu.statistics.models import lacks

Answer = Callable[[Example], str]


def _condition(example: Example) -> str:
    if example.condition is not None:
        return example.condition.value
    return ASK if example.unsure else NONE


def _whereabouts(example: Example) -> str:
    return example.whereabouts.value if example.whereabouts else NONE


def _intent(example: Example) -> str:
    return example.intent.value


def _lacks(need: Need) -> Answer:
    return lambda example: str(need in example.needs)


def _about(example: Example) -> str:
    return example.about.value


ANSWERS: Mapping[str, Answer] = {
    "intent": _intent,
    "condition": _condition,
    "whereabouts": _whereabouts,
    "about": _about,
    **{lacks(need): _lacks(need) for need in Need},
}
