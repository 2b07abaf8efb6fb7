"""What a turn writes of a message about many that waits to be confirmed."""

from dataclasses import dataclass

from bot.core.ids import ConversationId
from bot.core.roll_calls import WaitingRollCall


@dataclass(frozen=True, slots=True)
class RollCallKept:
    """In the place of whatever waited in its conversation."""

    waiting: WaitingRollCall


@dataclass(frozen=True, slots=True)
class RollCallEnded:
    """Confirmed, or dropped by its sender."""

    conversation: ConversationId
