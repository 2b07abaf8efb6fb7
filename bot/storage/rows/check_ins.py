"""A check-in and its row."""

from functools import cache
from typing import Any

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import CheckIn, Progress, Source, Standing
from bot.storage.rows import AnyRow
from bot.storage.rows.facts import (
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
from bot.storage.tables import check_ins

NOTHING_SAID = Standing()

_progress = cache(Progress)

CHECK_IN_COLUMNS = (
    check_ins.c.incident_id,
    check_ins.c.person_id,
    check_ins.c.progress,
    check_ins.c.condition,
    check_ins.c.whereabouts,
    check_ins.c.refuge,
    check_ins.c.needs,
    check_ins.c.spot,
    check_ins.c.source,
    check_ins.c.label,
    check_ins.c.reporter_id,
    check_ins.c.said_at,
    check_ins.c.sighting,
    check_ins.c.contested,
    check_ins.c.casualty,
    check_ins.c.casualty_at,
)


def check_in_of(row: AnyRow) -> CheckIn:
    has_spoken = row.said_at is not None or row.condition is not None or row.casualty is not None
    standing = _standing_of(row) if has_spoken else NOTHING_SAID
    return CheckIn(IncidentId(row.incident_id), PersonId(row.person_id), _progress(row.progress), standing)


def _standing_of(row: AnyRow) -> Standing:
    return Standing(
        condition=condition_of(row.condition),
        whereabouts=whereabouts_of(row.whereabouts),
        needs=needs_of(row.needs),
        spot=spot_of(row.spot),
        source=Source(row.source) if row.source else None,
        label=row.label,
        reporter=PersonId(row.reporter_id) if row.reporter_id else None,
        said_at=row.said_at,
        sighting=seen_of(row.sighting),
        contested=row.contested,
        refuge=refuge_of(row.refuge),
        casualty=casualty_of(row.casualty),
        casualty_at=row.casualty_at,
    )


def row_of_standing(standing: Standing) -> dict[str, Any]:
    """The columns that follow from the reports."""
    return {
        "condition": standing.condition.value if standing.condition else None,
        "whereabouts": standing.whereabouts.value if standing.whereabouts else None,
        "refuge": standing.refuge.value if standing.refuge else None,
        "needs": pack_needs(standing.needs),
        "spot": pack_spot(standing.spot),
        "source": standing.source.value if standing.source else None,
        "label": standing.label,
        "reporter_id": standing.reporter,
        "said_at": standing.said_at,
        "sighting": standing.sighting.value if standing.sighting else None,
        "contested": standing.contested,
        "casualty": standing.casualty.value if standing.casualty else None,
        "casualty_at": standing.casualty_at,
    }
