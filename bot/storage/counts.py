"""What the counts of incidents are made of, in SQL: check-ins that are alike, and senders whom nobody knows.

The board, まとめ and what is kept when the people go count alike, because they all read this.
"""

from typing import Final

from sqlalchemy import func, select

from bot.core.reports import Source
from bot.storage.among import among
from bot.storage.tables import check_ins, reports

_KEY = (check_ins.c.incident_id, check_ins.c.district_id)
_KIND = (check_ins.c.progress, check_ins.c.condition, check_ins.c.whereabouts)
GROUPS: Final = (
    select(*_KEY, *_KIND, func.count().label("people"))
    .where(among(check_ins.c.incident_id, "incidents"))
    .group_by(*_KEY, *_KIND)
)
"""`people` of each kind, by incident and district."""

# A sender who is not linked to a person counts once, in the district given at any time; in none where none was given.
_SENDERS = (
    select(reports.c.incident_id, func.max(reports.c.district_id).label("district_id"))
    .where(
        among(reports.c.incident_id, "incidents"),
        reports.c.about.is_(None),
        reports.c.source == Source.UNVERIFIED.value,
    )
    .group_by(reports.c.incident_id, reports.c.conversation)
    .subquery()
)
UNVERIFIED: Final = select(_SENDERS.c.incident_id, _SENDERS.c.district_id, func.count().label("senders")).group_by(
    _SENDERS.c.incident_id, _SENDERS.c.district_id
)
