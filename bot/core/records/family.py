"""What a turn writes of relatives and supporters who do something for a person."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.going import Going
from bot.core.ids import IncidentId, PersonId


@dataclass(frozen=True, slots=True)
class GoingStated:
    going: Going


@dataclass(frozen=True, slots=True)
class GoingTakenBack:
    """Of all ways to `about` that `goer` still stands for."""

    about: PersonId
    goer: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Nudged:
    """「お母さんに、もう一度聞いてください」: the question went out once more, in the relative's name."""

    id: str
    about: PersonId
    by: PersonId
    incident: IncidentId
    at: datetime
