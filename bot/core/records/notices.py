"""Lines on the city's board."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, IncidentId, NoticeId, PersonId, ReportId


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
    CONSENT_DIFFERS = "consent_differs"
    """What the city OS says and what was said here are not the same; the stricter holds."""
    SUBJECT_UNKNOWN = "subject_unknown"
    """Somebody signed in at the city OS whom the register does not know."""
    CONSENT_ENDED = "consent_ended"
    """A consent by which the city itself saw something has ended."""
    ACCOUNT_LINKED = "account_linked"
    """A new account was linked to somebody under a disclosure block, of which their other accounts are not told."""
    ROLL_CALL = "roll_call"
    """What somebody told of many people and could be tied to nobody: houses by their place, counts, whole blocks."""
    ALERT_PROPOSED = "alert_proposed"
    """An alert led to a proposal that waits for a decision, or took one back."""
    QUIET_SILENCE = "quiet_silence"
    """Somebody did not answer the greetings of ordinary days, and their contact could not be told."""


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


@dataclass(frozen=True, slots=True)
class NoticeNamed:
    """Whom a line that named nobody is about, as its sender said with a tap. One that names somebody keeps the name."""

    id: NoticeId
    about: PersonId
