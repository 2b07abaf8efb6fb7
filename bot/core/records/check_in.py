"""What a turn writes of how people are, and over which road they can be reached."""

from dataclasses import dataclass

from bot.core.conversation import Reach
from bot.core.ids import ConversationId, IncidentId, PersonId
from bot.core.reports import Report


@dataclass(frozen=True, slots=True)
class ReportMade:
    report: Report


@dataclass(frozen=True, slots=True)
class CheckInBegan:
    """The person has reacted, but how they are is still not known."""

    incident: IncidentId
    person: PersonId


@dataclass(frozen=True, slots=True)
class ReachChanged:
    conversation: ConversationId
    reach: Reach


@dataclass(frozen=True, slots=True)
class MessageRetracted:
    """LINE `unsend`: the stored words of that message are to be erased (line.md 10.1)."""

    conversation: ConversationId
    message: str
