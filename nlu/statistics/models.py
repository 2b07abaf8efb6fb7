"""The embedded engine's models."""

from dataclasses import dataclass

from bot.core.understanding import Need
from nlu.statistics.model import LinearModel


@dataclass(frozen=True, slots=True)
class Models:
    """`message`: what a whole text is. `lacking`: whether a thing in it is lacking. `alarm`: distress, by clause."""

    message: LinearModel
    lacking: LinearModel
    alarm: LinearModel


def lacks(need: Need) -> str:
    """The name of the message's question after one need."""
    return f"lacks {need.value}"
