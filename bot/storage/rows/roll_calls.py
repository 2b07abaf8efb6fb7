"""A list that waits to be confirmed, and its row."""

from datetime import datetime
from typing import Any

from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, PersonId
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import Count, Seen, Unit
from bot.storage.rows import AnyRow
from bot.storage.rows.facts import absence_of, condition_of, needs_of, pack_needs, whereabouts_of


def row_of_roll_call(waiting: WaitingRollCall) -> dict[str, Any]:
    return {
        "conversation": waiting.conversation,
        "id": waiting.id,
        "sender_id": waiting.sender,
        "incident_id": waiting.incident,
        "drill": waiting.drill,
        "at": waiting.at,
        "events": list(waiting.events),
        "body": {
            "lines": [_packed(each) for each in waiting.lines],
            "unread": list(waiting.unread),
            "districts": list(waiting.districts),
        },
    }


def roll_call_of(row: AnyRow) -> WaitingRollCall:
    return WaitingRollCall(
        id=row.id,
        conversation=ConversationId(row.conversation),
        sender=PersonId(row.sender_id),
        incident=IncidentId(row.incident_id),
        drill=row.drill,
        at=row.at,
        lines=tuple(_line_of(each) for each in row.body["lines"]),
        unread=tuple(row.body["unread"]),
        districts=tuple(DistrictId(each) for each in row.body["districts"]),
        events=tuple(EventId(each) for each in row.events),
    )


def _packed(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "words": line.words,
        "whom": line.whom,
        "said_at": line.said_at.isoformat(),
        "people": list(line.people),
        "options": [list(each) for each in line.options],
        "taking_out": line.taking_out,
        "many": line.many,
        "chosen": line.chosen,
        "seen": line.seen.value,
        "condition": line.condition.value if line.condition else None,
        "absence": line.absence.value if line.absence else None,
        "whereabouts": line.whereabouts.value if line.whereabouts else None,
        "needs": pack_needs(line.needs),
        "count": [line.count.number, line.count.unit.value] if line.count else None,
    }


def _line_of(told: dict[str, Any]) -> Line:
    count = told["count"]
    return Line(
        id=told["id"],
        words=told["words"],
        whom=told["whom"],
        said_at=datetime.fromisoformat(told["said_at"]),
        people=tuple(PersonId(each) for each in told["people"]),
        options=tuple(tuple(PersonId(each) for each in option) for option in told["options"]),
        taking_out=told["taking_out"],
        many=told["many"],
        chosen=told["chosen"],
        seen=Seen(told["seen"]),
        condition=condition_of(told["condition"]),
        absence=absence_of(told["absence"]),
        whereabouts=whereabouts_of(told["whereabouts"]),
        needs=needs_of(told["needs"]) or (),
        count=Count(count[0], Unit(count[1])) if count else None,
    )
