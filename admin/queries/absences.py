"""Who was looked for and not met, or whose flag was not out: what was told of it last, by person."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import Report
from bot.storage.among import among
from bot.storage.rows.reports import report_of
from bot.storage.tables import reports


async def read_absences(
    connection: AsyncConnection, incident: IncidentId, people: Sequence[PersonId]
) -> Mapping[PersonId, Report]:
    asked = (
        select(reports)
        .where(
            reports.c.incident_id == incident,
            among(reports.c.about, "people"),
            reports.c.absence.is_not(None),
            reports.c.retracted_at.is_(None),
        )
        .order_by(reports.c.said_at, reports.c.id)
    )
    rows = await connection.execute(asked, {"people": list(people)})
    return {PersonId(row.about): report_of(row) for row in rows}
