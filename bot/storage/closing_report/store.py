"""Counts an incident's report, and keeps what was counted when it was closed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.core.closing_report import ClosingReport, Letters, Rescue
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import City
from bot.rules.closing_report import Asked, counted, curve_of, milestones_of, times_of
from bot.storage.closing_report.around import is_erased, read_letters, read_rescues, read_where
from bot.storage.closing_report.people import read_asked
from bot.storage.closing_report.written import report_from, written
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.ladder.told import read_told
from bot.storage.tables import incident_reports

_KEPT = select(incident_reports.c.body).where(incident_reports.c.incident_id == bindparam("incident"))


class Gone:
    """The people were erased before anybody counted them: there is no report any more."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What was read beside the people."""

    where: tuple[str, ...]
    rescues: tuple[Rescue, ...]
    letters: Letters
    told: Mapping[int, int | None]


class ReportStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database, city: City) -> None:
        self._database = database
        self._city = city

    async def of(self, incident: Incident, now: datetime) -> ClosingReport | Gone:
        """As it was counted at the closing; of an open incident, as it is now."""
        if incident.is_open:
            return await self._count(incident, now)
        kept = await self._kept(incident.id)
        return kept or await self.keep(incident, now)

    async def keep(self, incident: Incident, now: datetime) -> ClosingReport | Gone:
        """Counted once and for all; of two who do so at once, both get what was kept."""
        async with self._database.reading() as connection:
            if await is_erased(connection, incident.id):
                return Gone()
        report = await self._count(incident, now)
        async with self._database.writing() as connection:
            row = {"incident_id": incident.id, "counted_at": now, "body": written(report)}
            await add_new(connection, incident_reports, [row])
        return await self._kept(incident.id) or report

    async def _kept(self, incident: IncidentId) -> ClosingReport | None:
        async with self._database.reading() as connection:
            body = (await connection.execute(_KEPT, {"incident": incident})).scalar_one_or_none()
        return None if body is None else report_from(body)

    async def _count(self, incident: Incident, now: datetime) -> ClosingReport:
        opened_on = incident.opened_at.astimezone(ZoneInfo(self._city.time_zone)).date()
        asked = [each async for chunk in read_asked(self._database, incident.id, opened_on) for each in chunk]
        async with self._database.reading() as connection:
            around = _Around(
                tuple(await read_where(connection, incident)),
                await read_rescues(connection, incident.id),
                await read_letters(connection, incident.id),
                await read_told(connection, incident.id),
            )
        # A town of 100,000 takes a second: the event loop serves others meanwhile.
        return await asyncio.to_thread(_report, incident, self._city, asked, around, now)


def _report(incident: Incident, city: City, asked: list[Asked], around: _Around, now: datetime) -> ClosingReport:
    counts = counted(asked, around.letters, city.ladder, around.told)
    heard = [(each.known_at, each.known_by) for each in asked if each.known_at and each.known_by]
    opened, until = incident.opened_at, incident.closed_at or now
    return ClosingReport(
        incident=incident,
        where=around.where,
        as_of=now,
        everybody=counts.everybody,
        households=counts.households,
        milestones=milestones_of((at for at, _ in heard), len(asked), opened),
        by_district=counts.by_district,
        by_age=counts.by_age,
        crossed=counts.crossed,
        by_road=counts.by_road,
        rescues=around.rescues,
        failures=counts.failures,
        climbed=counts.climbed,
        curve=curve_of(heard, opened, until),
        times=times_of(asked, opened),
    )
