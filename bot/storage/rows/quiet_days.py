"""Arrangements of ordinary days and their rows."""

from typing import Any

from bot.core.ids import PersonId
from bot.core.quiet_days import Practice, QuietDays, QuietState
from bot.storage.rows import AnyRow


def row_of_quiet_days(arranged: QuietDays) -> dict[str, Any]:
    """As it is when it is arranged: nobody has been greeted by it."""
    return {
        "person_id": arranged.person,
        "state": arranged.state.value,
        "hour": arranged.hour,
        "days": arranged.days,
        "contact_id": arranged.contact,
        "asked_by": arranged.asked_by,
        "since": arranged.since,
        "greeted_on": arranged.greeted_on,
        "unanswered": arranged.unanswered,
        "former_told": list(arranged.former_told),
    }


def quiet_days_of(row: AnyRow) -> QuietDays:
    return QuietDays(
        person=PersonId(row.person_id),
        state=QuietState(row.state),
        hour=row.hour,
        days=row.days,
        contact=PersonId(row.contact_id),
        asked_by=PersonId(row.asked_by) if row.asked_by else None,
        since=row.since,
        greeted_on=row.greeted_on,
        unanswered=row.unanswered,
        looked_on=row.looked_on,
        former_told=tuple(map(PersonId, row.former_told or ())),
    )


def practice_of(row: AnyRow) -> Practice:
    return Practice(PersonId(row.person_id), row.since, row.asked_in, row.done_in, row.times)
