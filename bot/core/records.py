"""What a turn writes beside its conversation, each once: the shell commits all of them in the turn's transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Disclosure
from bot.core.conversation import Reach
from bot.core.ids import ConversationId, IncidentId, NoticeId, PersonId, ReportId
from bot.core.replies import Reply
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


class NoticeKind(StrEnum):
    """Why staff should look."""

    RESCUE = "rescue"
    POSSIBLE_DISTRESS = "possible_distress"
    INJURY = "injury"
    CONTESTED = "contested"
    REPORT_WITHOUT_INCIDENT = "report_without_incident"
    UNVERIFIED_REPORT = "unverified_report"
    HANDOFF = "handoff"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True)
class NoticeRaised:
    """One line on the city's board. `words` only where staff must read what the person wrote."""

    id: NoticeId
    kind: NoticeKind
    at: datetime
    drill: bool
    conversation: ConversationId | None = None
    about: PersonId | None = None
    incident: IncidentId | None = None
    report: ReportId | None = None
    words: str | None = None


Record = ReportMade | CheckInBegan | ReachChanged | MessageRetracted | NoticeRaised


class Priority(StrEnum):
    """Order in the outbox: a call for help goes ahead of all other mail."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Message:
    """Something for somebody else than the one who spoke, on every account that person has.

    `disclosures` are written in the same transaction as the message that carries them.
    """

    to: PersonId
    replies: tuple[Reply, ...]
    disclosures: tuple[Disclosure, ...] = ()
    priority: Priority = Priority.NORMAL
    drill: bool = False
    incident: IncidentId | None = None
