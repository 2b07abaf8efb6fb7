"""What staff sent, as a row; its counts follow when the letters are written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.core.audience import Audience
from bot.core.ids import MailingId, PersonId


def row_of_announcement(
    *, id_: MailingId, at: datetime, by: PersonId, session: str, audience: Audience, said: Mapping[str, str]
) -> dict[str, Any]:
    counts = dict.fromkeys(("people", "by_line", "by_web", "unreachable", "line_messages", "held"), 0)
    return {
        "id": id_,
        "at": at,
        "by_id": by,
        "session": session,
        "words": dict(said),
        "audience": json_of_audience(audience),
        **counts,
    }


def is_narrow(audience: Mapping[str, Any]) -> bool:
    """As `bot.rules.headcount.is_narrow`, of an audience as it is kept."""
    return not audience.keys() <= {"districts", "incident"}


def json_of_audience(audience: Audience) -> dict[str, Any]:
    """Only the conditions that it has."""
    written: dict[str, Any] = {
        "districts": list(audience.districts),
        "blocks": [[each.district, each.name] for each in audience.blocks],
        "hazards": [[each.hazard.value, each.depth, each.special] for each in audience.hazards],
        "supported": audience.supported,
        "born_by": audience.supported and audience.born_by and audience.born_by.isoformat(),
        "offices": [each.value for each in audience.offices],
        "languages": [each.value for each in audience.languages],
        "incident": audience.incident and [audience.incident, audience.answer.value],
    }
    return {name: value for name, value in written.items() if value}
