"""A letter is one call to a channel: what it says, to whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.events import Channel
from bot.core.ids import IncidentId, MailingId, MessageId
from bot.core.records import Priority, Silence
from bot.core.replies import Speech


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the outbox: one call to a channel, with its frozen recipients and, once begun, its frozen body."""

    id: MessageId
    channel: Channel
    recipients: tuple[str, ...]
    speech: Speech
    created_at: datetime
    priority: Priority = Priority.NORMAL
    reply_token: str | None = None
    reply_until: datetime | None = None
    must_deliver: bool = True
    incident: IncidentId | None = None
    """Set where this letter is the check-in question itself, so that its fate becomes the people's progress."""
    reminds_of: IncidentId | None = None
    """Set where this letter repeats the question: it goes to those of its recipients who are still silent then."""
    mailing: MailingId | None = None
    """Set where staff sent it to many, so that it can be counted how far that has come."""
    tells_of: Silence | None = None
    """Set where this letter tells others of somebody's silence: it goes only while that lasts."""
    body: str | None = None
    attempts: int = 0
    first_attempt_at: datetime | None = None
    replied: bool = False
    """A reply attempt was begun; whether it arrived may be unknown."""
    showing: MessageId | None = None
    """The ledger keeps what the message shows of people under this id; all its letters have the same. None: nothing."""
    may_have_arrived: bool = False
    """An attempt was begun of which nobody knows that it did nothing."""


class Fate(StrEnum):
    SENT = "sent"
    REPEATED = "repeated"
    """Sent by push after a reply whose fate is unknown: the one repeat that line.md 10.2 allows. Counted."""
    DROPPED = "dropped"
    """Chatter whose reply may or may not have arrived; not repeated."""
    REFUSED = "refused"
    EXPIRED = "expired"
    """Not accepted within 23 hours, or not even rendered within a while; staff decide."""
    WITHHELD = "withheld"
    """It waited, and what it shows may not be shown any more: it does not go."""
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one attempt. `unreachable` are recipients that the channel does not know."""

    letter: MessageId
    fate: Fate
    at: datetime
    retry_at: datetime | None = None
    reason: str = ""
    unreachable: tuple[str, ...] = ()
    names_nobody: bool = False
    """Refused as a bad request, and nothing said about whom or what: one of many recipients may be the reason."""
    replied: bool = False
    """For a retry: a reply may have arrived already; False where the attempt surely did nothing."""
    may_have_arrived: bool = False
    """Of a letter that was not accepted: this attempt or an earlier one may have arrived all the same."""
