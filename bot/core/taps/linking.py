"""Taps that tie this account to a person of the city, or untie it, and say who speaks on a shared phone."""

from dataclasses import dataclass

from bot.core.ids import IncidentId, PersonId
from bot.core.taps.consent import Answer
from bot.core.understanding import Condition


@dataclass(frozen=True, slots=True)
class StartLinking:
    """「市とつなぐ」"""


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """「はい、つなぎます」 to the name that was shown."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Unlink:
    """「つながりをやめる」; None opens the question, a person answers it."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ChooseSpeaker:
    """「わたしは…です」 on a phone that several people share; None opens the choice."""

    person: PersonId | None = None
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class SpeakForAll:
    """「ふたりとも無事です」: everybody whom this phone belongs to is so."""

    condition: Condition
    incident: IncidentId | None = None
