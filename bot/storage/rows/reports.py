"""A report and its row."""

from datetime import datetime
from typing import Any

from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, PersonId, ReportId
from bot.core.reports import Means, Report, Source
from bot.storage.rows import AnyRow
from bot.storage.rows.facts import (
    absence_of,
    casualty_of,
    condition_of,
    needs_of,
    pack_needs,
    pack_spot,
    refuge_of,
    seen_of,
    spot_of,
    whereabouts_of,
)


def row_of_report(report: Report, event: EventId, recorded_at: datetime) -> dict[str, Any]:
    return {
        "id": report.id,
        "about": report.about,
        "incident_id": report.incident,
        "drill": report.drill,
        "conversation": report.conversation,
        "reporter_id": report.reporter,
        "source": report.source.value,
        "label": report.label,
        "means": report.means.value,
        "said_at": report.said_at,
        "condition": report.condition.value if report.condition else None,
        "whereabouts": report.whereabouts.value if report.whereabouts else None,
        "refuge": report.refuge.value if report.refuge else None,
        "needs": pack_needs(report.needs),
        "spot": pack_spot(report.spot),
        "note": report.note,
        "district_id": report.district,
        "sighting": report.sighting.value if report.sighting else None,
        "absence": report.absence.value if report.absence else None,
        "casualty": report.casualty.value if report.casualty else None,
        "event_id": event,
        "recorded_at": recorded_at,
    }


def report_of(row: AnyRow) -> Report:
    return Report(
        id=ReportId(row.id),
        about=PersonId(row.about) if row.about else None,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        drill=row.drill,
        conversation=ConversationId(row.conversation),
        reporter=PersonId(row.reporter_id) if row.reporter_id else None,
        source=Source(row.source),
        label=row.label,
        means=Means(row.means),
        said_at=row.said_at,
        condition=condition_of(row.condition),
        whereabouts=whereabouts_of(row.whereabouts),
        needs=needs_of(row.needs),
        spot=spot_of(row.spot),
        note=row.note,
        district=DistrictId(row.district_id) if row.district_id else None,
        refuge=refuge_of(row.refuge),
        sighting=seen_of(row.sighting),
        absence=absence_of(row.absence),
        casualty=casualty_of(row.casualty),
    )
