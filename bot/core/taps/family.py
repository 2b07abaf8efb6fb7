"""Taps of relatives and supporters who do something for a person."""

from dataclasses import dataclass

from bot.core.ids import IncidentId, PersonId


@dataclass(frozen=True, slots=True)
class SayGoing:
    """「いま向かっています」"""

    person: PersonId
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class TakeBackGoing:
    """「行けなくなりました」"""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Nudge:
    """「もう一度聞いてもらう」"""

    person: PersonId
    incident: IncidentId | None = None
