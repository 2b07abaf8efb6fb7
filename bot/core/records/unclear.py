"""What a turn writes of words that were not understood."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.understanding import Condition, Intent


@dataclass(frozen=True, slots=True)
class TurnUnclear:
    """Words that the understanding could not make out, for staff to label. The words themselves stay in the inbox."""

    id: str
    event: EventId
    conversation: ConversationId
    person: PersonId
    said_at: datetime
    intent: Intent
    condition: Condition | None
    confidence: float
