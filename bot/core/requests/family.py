"""What topics ask about what relatives and supporters have already done for a person."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import IncidentId, PersonId
from bot.core.requests.request import Request


@dataclass(frozen=True, slots=True)
class LastNudgeOf(Request[datetime | None]):
    """When this person was last asked again in somebody's name in this incident, whoever it was; None: never."""

    person: PersonId
    incident: IncidentId
