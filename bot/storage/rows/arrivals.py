"""An arrival and its row in the inbox."""

from typing import Any

from sqlalchemy import select

from bot.core.events import Channel
from bot.core.ids import ConversationId, EventId
from bot.core.lanes import lane_of
from bot.core.ports import Arrival
from bot.storage.rows import AnyRow
from bot.storage.tables import inbox

ARRIVAL_COLUMNS = (
    inbox.c.event_id,
    inbox.c.channel,
    inbox.c.conversation,
    inbox.c.occurred_at,
    inbox.c.received_at,
    inbox.c.raw,
    inbox.c.attempts,
)

select_arrivals = select(*ARRIVAL_COLUMNS)


def row_of_arrival(arrival: Arrival) -> dict[str, Any]:
    return {
        "event_id": arrival.id,
        "channel": arrival.channel.value,
        "conversation": arrival.conversation,
        "lane": lane_of(arrival.conversation),
        "occurred_at": arrival.occurred_at,
        "received_at": arrival.received_at,
        "raw": arrival.raw,
        "attempts": arrival.attempts,
        "state": "pending",
    }


def arrival_of(row: AnyRow) -> Arrival:
    return Arrival(
        id=EventId(row.event_id),
        channel=Channel(row.channel),
        conversation=ConversationId(row.conversation),
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        raw=row.raw,
        attempts=row.attempts,
    )
