"""One person (or group) on one channel, lasting: where the talk stands and what it remembers.

The state says which question is open. Any message may still be anything: an open question only helps to read a short
answer, it never stops a person from calling for help.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.language import Language
from bot.core.reports import Listing


class State(StrEnum):
    IDLE = "idle"
    AWAITING_CONDITION = "check_in.awaiting_condition"
    AWAITING_WHEREABOUTS = "check_in.awaiting_whereabouts"
    AWAITING_REFUGE = "check_in.awaiting_refuge"
    AWAITING_NEEDS = "check_in.awaiting_needs"
    AWAITING_PLACE = "check_in.awaiting_place"
    AWAITING_STILL_IN_DANGER = "check_in.awaiting_still_in_danger"
    AWAITING_NAME = "check_in.awaiting_name"
    AWAITING_RELATIVE = "family.awaiting_relative"
    AWAITING_RELATIVES_CONDITION = "family.awaiting_condition"
    AWAITING_CONSENT = "consent.awaiting_answer"
    AWAITING_LINK = "linking.awaiting_confirmation"
    AWAITING_UNLINK = "linking.awaiting_unlink"
    AWAITING_END = "linking.awaiting_end"
    AWAITING_SPEAKER = "linking.awaiting_speaker"
    AWAITING_ROLL_CALL = "roll_call.awaiting_confirmation"
    AWAITING_WHO_SAYS_SAFE = "sharing.awaiting_who_says_safe"
    """On a shared phone: whose word it is that `about` is safe, or that all of them are where it is None."""
    AWAITING_WHO_SAYS_EVACUATED = "sharing.awaiting_who_says_evacuated"


class Reach(StrEnum):
    """Whether what we send can arrive (line.md 10.6)."""

    OPEN = "open"
    BLOCKED = "blocked"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Offered:
    """The words of consent that this conversation was shown last: only to them はい is a consent (standards.md 2.6)."""

    offer: str
    version: str
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of names that was last asked for here: 「電話番号つき」 alone means that one."""

    listing: Listing
    district: DistrictId
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class Conversation:
    """`about` is the person an open question is about, where that is not the one who answers.

    `link_code` is the digest of a one-time code that was typed, while 「つなぎますか」 waits for its answer;
    `link_browser` is the browser that it was typed in, where the channel knows: only that one may answer.
    """

    id: ConversationId
    person: PersonId | None = None
    language: Language = Language.JAPANESE
    state: State = State.IDLE
    about: PersonId | None = None
    incident: IncidentId | None = None
    reach: Reach = Reach.OPEN
    last_event_at: datetime | None = None
    version: int = 0
    offered: Offered | None = None
    link_code: str | None = None
    link_browser: str | None = None
    district: DistrictId | None = None
    """Of a group: whose association's it is, as its leader said in it."""
    sent_private_at: datetime | None = None
    """Of a group: when it was last asked to answer one by one in the private chat, which is not said each time."""
    listed: Listed | None = None

    def at(self, state: State, *, about: PersonId | None = None, incident: IncidentId | None = None) -> "Conversation":
        """The same conversation with another question open."""
        return replace(self, state=state, about=about, incident=incident, link_code=None, link_browser=None)

    def idle(self) -> "Conversation":
        return self.at(State.IDLE)
