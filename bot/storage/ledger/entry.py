"""One row of the ledger before it is chained: what happened, about whom, who did it or saw it. Never a datum itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.core.ids import MessageId, PersonId


class EntryKind(StrEnum):
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_CONFIRMED = "consent_confirmed"
    CADENCE_CHOSEN = "cadence_chosen"
    DISCLOSURE = "disclosure"
    UNDELIVERED = "undelivered"
    """What a disclosure before it would have shown, under the same message, to the same recipient, never arrived."""
    ACCOUNT_TIED = "account_tied"
    ACCOUNT_UNTIED = "account_untied"
    EMERGENCY_DECLARED = "emergency_declared"
    EMERGENCY_ENDED = "emergency_ended"
    REPORT_RETRACTED = "report_retracted"
    """Staff took a report out of what stands: `person` is whom it was about, `other` who took it out."""
    CASUALTY_RECORDED = "casualty_recorded"
    """Staff put on record that the person is missing or dead: `other` is who, the body which report."""
    DECEASED_ENDED = "deceased_ended"
    """The person is alive after all: `other` is who of the staff said so on the command line."""
    VISIT_CHANGED = "visit_changed"
    """Somebody is sent to a person, was there, or is not needed any more: `other` is who wrote it down."""
    TALK_BEGUN = "talk_begun"
    """Staff began to talk with the person, and read what they write until it ends."""
    TALK_SAID = "talk_said"
    """Each thing that staff wrote in it: `other` is who, the body which line. The person got it as a message."""
    TALK_ENDED = "talk_ended"
    """`other` is who ended it, or closed its incident; nobody where that was the command line."""
    PROPOSAL_DECIDED = "proposal_decided"
    """What an alert proposed was confirmed, changed or refused by a member of staff, or went by itself."""
    PROPOSAL_REOPENED = "proposal_reopened"
    NOTICE_DONE = "notice_done"
    """「対応した」: `person` is whom the notice was about, `other` who dealt with it."""
    NOTICE_REOPENED = "notice_reopened"
    ANNOUNCED = "announced"
    """An incident was opened by hand, or an audience written to: `other` is who (nobody where it was the command line),
    the body which mailing and which incident.
    """
    INCIDENT_CLOSED = "incident_closed"
    """`other` is who closed it on the console; nobody where it was the command line."""
    EXPORTED = "exported"
    """A file was made of an incident, `other` by whom: the body says which, what for, and of how many people."""
    BODIES_ERASED = "bodies_erased"
    """Retention: the bodies of a range of rows were erased; the chain still holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`person` is whom it is about, `other` who was shown it or did it. The body is small, and plain JSON."""

    id: str
    at: datetime
    kind: EntryKind
    person: PersonId | None
    other: PersonId | None
    body: Mapping[str, Any]
    message: MessageId | None = None
    drill: bool = False
