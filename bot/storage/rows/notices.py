"""A notice on the city's board and its row."""

from typing import Any

from bot.core.ids import ConversationId, EventId, IncidentId, NoticeId, PersonId, ReportId
from bot.core.records import NoticeKind, NoticeRaised
from bot.storage.rows import AnyRow


def row_of_notice(notice: NoticeRaised, event: EventId | None) -> dict[str, Any]:
    return {
        "id": notice.id,
        "kind": notice.kind.value,
        "at": notice.at,
        "drill": notice.drill,
        "conversation": notice.conversation,
        "about": notice.about,
        "incident_id": notice.incident,
        "report_id": notice.report,
        "words": notice.words,
        "event_id": event,
    }


def notice_of(row: AnyRow) -> NoticeRaised:
    return NoticeRaised(
        id=NoticeId(row.id),
        kind=NoticeKind(row.kind),
        at=row.at,
        drill=row.drill,
        conversation=ConversationId(row.conversation) if row.conversation else None,
        about=PersonId(row.about) if row.about else None,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        report=ReportId(row.report_id) if row.report_id else None,
        words=row.words,
    )
