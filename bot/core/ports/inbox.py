"""What comes in: raw events, kept before they are acknowledged, and read again by their channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.events import Channel, Event
from bot.core.ids import ConversationId, EventId


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


class Parser(Protocol):
    """A channel's way in: raw event → Event."""

    def parse(self, arrival: Arrival) -> Event:
        """Never raises on an accepted arrival: what it does not know becomes `UnknownHappened`."""
        ...
