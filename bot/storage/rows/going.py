"""Somebody on the way and the row of it; and the row of a nudge."""

from typing import Any

from bot.core.going import Going
from bot.core.ids import IncidentId, PersonId
from bot.core.people import RelationKind
from bot.core.records import Nudged
from bot.storage.rows import AnyRow


def row_of_going(going: Going) -> dict[str, Any]:
    return {
        "id": going.id,
        "about": going.about,
        "goer_id": going.goer,
        "kind": going.kind.value,
        "label": going.label,
        "incident_id": going.incident,
        "drill": going.drill,
        "said_at": going.said_at,
        "until": going.until,
        "ended_at": going.ended_at,
        "hidden": going.hidden,
    }


def going_of(row: AnyRow) -> Going:
    return Going(
        id=row.id,
        about=PersonId(row.about),
        goer=PersonId(row.goer_id),
        kind=RelationKind(row.kind),
        label=row.label,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        drill=row.drill,
        said_at=row.said_at,
        until=row.until,
        ended_at=row.ended_at,
        hidden=row.hidden,
    )


def row_of_nudge(nudge: Nudged) -> dict[str, Any]:
    return {
        "id": nudge.id,
        "about": nudge.about,
        "nudged_by": nudge.by,
        "incident_id": nudge.incident,
        "at": nudge.at,
    }
