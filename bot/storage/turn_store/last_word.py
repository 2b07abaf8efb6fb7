"""Answers `LastWordAbout`: when the newest report about a person in an incident was recorded."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.requests import LastWordAbout
from bot.storage.among import among
from bot.storage.tables import reports

_NEWEST = (
    select(reports.c.incident_id, reports.c.about, func.max(reports.c.recorded_at).label("at"))
    .where(among(reports.c.incident_id, "incidents"), among(reports.c.about, "people"))
    .group_by(reports.c.incident_id, reports.c.about)
)


async def read_last_words(
    connection: AsyncConnection, requests: Collection[LastWordAbout]
) -> Mapping[LastWordAbout, datetime | None]:
    asked = {
        "incidents": sorted({each.incident for each in requests}),
        "people": sorted({each.person for each in requests}),
    }
    newest = {(row.incident_id, row.about): row.at for row in await connection.execute(_NEWEST, asked)}
    return {each: newest.get((each.incident, each.person)) for each in requests}
