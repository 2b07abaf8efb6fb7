"""A visit from its row."""

from bot.core.ids import IncidentId, NoticeId, PersonId, VisitId
from bot.core.visits import Visit, VisitState
from bot.storage.rows import AnyRow


def visit_of(row: AnyRow) -> Visit:
    return Visit(
        id=VisitId(row.id),
        incident=IncidentId(row.incident_id),
        person=PersonId(row.person_id) if row.person_id else None,
        notice=NoticeId(row.notice_id) if row.notice_id else None,
        state=VisitState(row.state),
        assigned=row.assigned,
        note=row.note,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        version=row.version,
    )
