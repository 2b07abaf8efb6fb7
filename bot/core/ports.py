"""What the shell needs from the outside, as Protocols. Storage and channels fulfil them; the memory twins do too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.core.conversation import Conversation
from bot.core.events import Channel, Event
from bot.core.ids import ConversationId, EventId, MessageId
from bot.core.incidents import Incident
from bot.core.letters import Letter, Settlement
from bot.core.people import Person, Role
from bot.core.replies import Speech
from bot.core.reports import CheckIn
from bot.core.requests import Request
from bot.core.turn import Outcome

T = TypeVar("T")

LANES = 64
"""Conversations hash into this many lanes; fixed for the life of a database (DESIGN.md 4.3)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One raw event on its way into the inbox, or waiting there.

    `raw` is the event as JSON in ASCII bytes, exactly what the channel's parser reads again later.
    `occurred_at` and `received_at` are UTC; the order of a conversation is (`occurred_at`, `id`).
    """

    id: EventId
    channel: Channel
    conversation: ConversationId
    occurred_at: datetime
    received_at: datetime
    raw: bytes
    attempts: int = 0


class Inbox(Protocol):
    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Durable when it returns; an id already known is left as it is. Calls that come together share one commit.

        Raises:
            Unavailable: nothing of these arrivals may be acknowledged.
        """
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is loaded for a turn, after its lane is held. An unknown conversation comes back new, version 0."""

    conversation: Conversation
    person: Person | None = None
    roles: tuple[Role, ...] = ()
    incidents: tuple[Incident, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    sharers: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedTurn:
    """A decided turn, ready to be committed: `outcome.conversation.version` is still the version that was loaded."""

    arrival: Arrival
    event: Event
    outcome: Outcome
    finished_at: datetime


class TurnStore(Protocol):
    async def pending(
        self, lanes: Collection[int], busy: Collection[ConversationId], limit: int
    ) -> tuple[Arrival, ...]:
        """Waiting arrivals of these lanes, oldest first, none of a busy conversation."""
        ...

    async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
        """Everything that turns of these conversations start from, in a fixed number of reads."""
        ...

    async def answer(self, request: Request[T]) -> T:
        """Reads what a topic asks; requests that come together share one read.

        Raises:
            Unavailable: the dependency behind it is down.
        """
        ...

    async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
        """All in one transaction; per turn: True, or False where the event was already done or the version moved.

        Raises an error where one of the turns cannot be stored, and then none of them is.
        """
        ...

    async def set_aside(self, arrival: Arrival, reason: str, at: datetime) -> None:
        """Counts a failed try (a bug); after the third the event is kept as failed and staff get a notice."""
        ...


class Outbox(Protocol):
    async def due(
        self, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
    ) -> tuple[Letter, ...]:
        """Letters to attempt now: urgent before normal before bulk, then in the order they were written."""
        ...

    async def begin(self, letters: Sequence[Letter], now: datetime) -> None:
        """Stores body, `replied`, `may_have_arrived` and one more attempt before the call: a crash leaves a trace."""
        ...

    async def groundless(self, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
        """Of letters that show something, those whose ground holds no more, and why in a word; one look for all."""
        ...

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Stores what became of the attempts, the recipients' reach and, for check-in questions, people's progress.

        A letter of several recipients of whom some are unreachable is split: the rest becomes a new letter. One that
        was refused without a word about whom becomes two new letters of half the recipients each, and theirs again,
        until it is plain that nobody will be sent it: then all of it is refused, and staff get one notice.

        What a message shows is on the ledger from the start. Where every letter of it has ended and surely none has
        arrived, the ledger is told, and nobody is said to have seen it. Who misses a withheld letter is told so.
        """
        ...


class Sender(Protocol):
    """A channel's way out. All three raise `TryLater` or `Refused`; returning means accepted."""

    def render(self, speech: Speech) -> str:
        """The wire body of a speech, JSON. Pure: the same speech gives the same body."""
        ...

    async def reply(self, token: str, letter: Letter) -> None: ...

    async def push(self, letter: Letter) -> None:
        """To the one recipient, idempotent by the letter's retry key."""
        ...

    async def multicast(self, letter: Letter) -> None:
        """To at most 500 recipients, idempotent by the letter's retry key."""
        ...


class Parser(Protocol):
    """A channel's way in: raw event → Event."""

    def parse(self, arrival: Arrival) -> Event:
        """Never raises on an accepted arrival: what it does not know becomes `UnknownHappened`."""
        ...


class Lanes(Protocol):
    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:
        """Takes free lanes up to a fair share, and says in which work may begin now.

        A lane that is too many is left out from then on. It is given back at a later look, when it is not `busy` any
        more: what has begun there ends before somebody else begins.
        """
        ...

    async def release(self) -> None:
        """Gives all lanes back."""
        ...


class Signal(StrEnum):
    """What a wake-up is about."""

    INBOX = "inbox"
    OUTBOX = "outbox"
    WEB_CHAT = "web_chat"
    BOARD = "board"


class Wakeups(Protocol):
    """Hints that there is work. May be lost; the poll finds what they missed."""

    async def wake(self, signal: Signal, detail: str = "") -> None:
        """Never raises: a lost hint costs at most one poll."""
        ...

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        """Returns the details of hints that came since the last wait, at the latest after `within` seconds."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""
        ...
