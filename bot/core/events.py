"""Facts that came in from people and platforms, free of any channel. Past tense; nothing here decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, EventId
from bot.core.taps import Tap


class Channel(StrEnum):
    LINE = "line"
    WEB = "web"


class Place(StrEnum):
    """Where a conversation takes place: with one person, or in front of several."""

    PRIVATE = "private"
    GROUP = "group"


class Medium(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class TextSaid:
    """`TextSaid("さすけねぇ")`: at most 5,000 characters, no NUL and no lone surrogates (parsers see to it)."""

    text: str


@dataclass(frozen=True, slots=True)
class ButtonTapped:
    """A choice that Anpi offered was tapped. The tap is well-formed; whether it is allowed is the topic's check."""

    tap: Tap


@dataclass(frozen=True, slots=True)
class LocationShared:
    """WGS 84 degrees; `label` is the place's name or address where the channel gave one."""

    latitude: float
    longitude: float
    label: str | None = None


@dataclass(frozen=True, slots=True)
class StickerSent:
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaSent:
    medium: Medium


@dataclass(frozen=True, slots=True)
class FollowStarted:
    """Added as a friend, unblocked, or opened the web chat for the first time."""


@dataclass(frozen=True, slots=True)
class FollowEnded:
    """Blocked (LINE `unfollow`): nothing sent arrives any more."""


@dataclass(frozen=True, slots=True)
class GroupJoined:
    pass


@dataclass(frozen=True, slots=True)
class GroupLeft:
    pass


@dataclass(frozen=True, slots=True)
class MembersJoined:
    """Somebody new is in the group; who, the bot need not know."""


@dataclass(frozen=True, slots=True)
class AccountLinked:
    """LINE `accountLink` came back (line.md 5.1)."""

    nonce: str
    succeeded: bool


@dataclass(frozen=True, slots=True)
class MessageUnsent:
    """The person took a message back; `message` is the channel's message id."""

    message: str


@dataclass(frozen=True, slots=True)
class UnknownHappened:
    """A kind that this version does not know. Kept raw in the inbox, answered, never dropped."""

    kind: str


Happening = (
    TextSaid
    | ButtonTapped
    | LocationShared
    | StickerSent
    | MediaSent
    | FollowStarted
    | FollowEnded
    | GroupJoined
    | GroupLeft
    | MembersJoined
    | AccountLinked
    | MessageUnsent
    | UnknownHappened
)


@dataclass(frozen=True, slots=True)
class SentFrom:
    """Where something of the web chat was sent from, beside its account: the cookie may be held by more than one.

    `browser` is the digest of a secret that only the sending browser has. `network` says which of 65,536 drawers the
    sender's network falls into: enough to count what one of them tries, and not enough to know whose it is.
    """

    browser: str | None = None
    network: str | None = None


UNKNOWN_SENDER = SentFrom()
"""Other channels prove themselves who sent something."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in one conversation.

    `occurred_at` is the platform's time of the event, in UTC, never that of a redelivery.
    `silent` means the channel forbids an answer (LINE `standby`, line.md 1.3).
    """

    id: EventId
    conversation: ConversationId
    occurred_at: datetime
    what: Happening
    place: Place = Place.PRIVATE
    reply_token: str | None = None
    received_at: datetime | None = None
    silent: bool = False
    sent_from: SentFrom = UNKNOWN_SENDER
    speaker: ConversationId | None = None
    """In a group: the private chat of whoever spoke, where the channel says who that is (line.md 1.3)."""


def conversation_id(channel: Channel, address: str) -> ConversationId:
    return ConversationId(f"{channel}:{address}")


def channel_of(conversation: ConversationId) -> Channel:
    return Channel(conversation.partition(":")[0])


def address_of(conversation: ConversationId) -> str:
    """The address on the channel: LINE's user or group id, the web chat's account."""
    return conversation.partition(":")[2]
