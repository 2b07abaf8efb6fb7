"""What turns read and write."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.conversation import Conversation
from bot.core.events import Event
from bot.core.gazetteer import Named
from bot.core.ids import ConversationId, TalkId
from bot.core.incidents import Incident
from bot.core.people import Person, Role
from bot.core.ports.inbox import Arrival
from bot.core.reports import CheckIn
from bot.core.requests import Request
from bot.core.turn import Outcome

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What is loaded for a turn, after its lane is held. An unknown conversation comes back new, version 0."""

    conversation: Conversation
    person: Person | None = None
    roles: tuple[Role, ...] = ()
    incidents: tuple[Incident, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    sharers: tuple[Person, ...] = ()
    relations: tuple[Named, ...] = ()
    """Whom the speaker is related to, one way or the other, by name."""
    open_incidents: tuple[Incident, ...] = ()
    """As in `Turn`."""
    talk: TalkId | None = None
    """Staff talk with whoever speaks here, or with one of those who share the account."""


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

    async def names(self) -> tuple[Named, ...]:
        """The city's districts, blocks and sites by name."""
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
