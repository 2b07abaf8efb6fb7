"""A letter is one call to a channel: what it says, to whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

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
    """What it is found by again: what staff sent to many, the greetings of one day, what waits for one account."""
    tells_of: Silence | None = None
    """Set where this letter tells others of somebody's silence: it goes only while that lasts.

    On a reply: such a letter that waited was joined to it, and stays behind where it cannot go as a reply.
    """
    beyond: bool = False
    """Of many letters: beyond what is left of the month. It waits for those of its mailing that stand before it."""
    body: str | None = None
    attempts: int = 0
    first_attempt_at: datetime | None = None
    replied: bool = False
    """A reply attempt was begun; whether it arrived may be unknown."""
    showing: MessageId | None = None
    """The ledger keeps what the message shows of people under this id; all its letters have the same. None: nothing."""
    may_have_arrived: bool = False
    """An attempt was begun of which nobody knows that it did nothing."""


APART: Final = "apart"
"""Why a reply to which something was joined is tried again: its token is not good any more."""


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
    left: int | None = None
    """For a retry for want of messages: how many the channel says are left. None: nobody knows."""
    may_have_arrived: bool = False
    """Of a letter that was not accepted: this attempt or an earlier one may have arrived all the same."""
