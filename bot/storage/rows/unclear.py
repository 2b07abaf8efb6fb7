"""A turn that was not understood and its row."""

from typing import Any

from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.records import TurnUnclear
from bot.core.understanding import Condition, Intent
from bot.storage.rows import AnyRow


def row_of_unclear(unclear: TurnUnclear) -> dict[str, Any]:
    return {
        "id": unclear.id,
        "event_id": unclear.event,
        "conversation": unclear.conversation,
        "person_id": unclear.person,
        "said_at": unclear.said_at,
        "intent": unclear.intent.value,
        "condition": unclear.condition.value if unclear.condition else None,
        "confidence": unclear.confidence,
    }


def unclear_of(row: AnyRow) -> TurnUnclear:
    return TurnUnclear(
        id=row.id,
        event=EventId(row.event_id),
        conversation=ConversationId(row.conversation),
        person=PersonId(row.person_id),
        said_at=row.said_at,
        intent=Intent(row.intent),
        condition=Condition(row.condition) if row.condition else None,
        confidence=row.confidence,
    )
