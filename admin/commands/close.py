"""Closes an incident: a named member of staff does it, the ledger says who, and the report is kept."""

from datetime import datetime

import structlog

from admin.commands.entitled import entitled
from admin.sessions import Session
from bot.core.closing_report import ClosingReport
from bot.core.ids import IncidentId
from bot.core.people import City
from bot.storage.closing_report import Gone, ReportStore
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore

log = structlog.get_logger()


async def close_incident(
    database: Database, city: City, incident: IncidentId, session: Session, at: datetime
) -> ClosingReport | Gone | None:
    """The report as it is kept from now on; None where there is no such incident.

    Should the counting fail after the closing, whoever opens the report next has it counted and kept then.

    Raises:
        NotEntitled: it is no named member of staff who may decide at that moment.
        Unavailable: the database is down.
    """
    by = await entitled(session, database, at)
    closed = await IncidentStore(database).close(incident, at, by)
    if closed is None:
        return None
    log.info("console.incident_closed", incident=incident, by=by)
    return await ReportStore(database, city).of(closed, at)
