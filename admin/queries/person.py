"""One person of an incident, with everything that was said of them there."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.people import Retracted, Told, Whole
from admin.queries.standings import COLUMNS, CONTACT, JOINED, found_of, reached
from admin.queries.to_visit import LISTED, waits
from bot.core.ids import IncidentId, NoticeId, PersonId
from bot.storage.database import Database
from bot.storage.register import people_of
from bot.storage.rows import AnyRow
from bot.storage.rows.reports import report_of
from bot.storage.tables import check_ins, notices, reports

_PERSON = (
    select(*COLUMNS, *CONTACT)
    .select_from(JOINED)
    .where(check_ins.c.incident_id == bindparam("incident"), check_ins.c.person_id == bindparam("person"))
)
_LISTED = (
    select(check_ins.c.person_id)
    .select_from(LISTED)
    .where(check_ins.c.incident_id == bindparam("incident"), check_ins.c.person_id == bindparam("person"))
)
_ABOUT = select(notices.c.incident_id, notices.c.about).where(notices.c.id == bindparam("notice"))
_REPORTS = (
    select(reports)
    .where(reports.c.incident_id == bindparam("incident"), reports.c.about == bindparam("person"))
    .order_by(reports.c.said_at.desc(), reports.c.id)
)


async def read_about(database: Database, notice: NoticeId) -> tuple[IncidentId, PersonId] | None:
    """In which incident and about whom a notice is; None where it is about nobody or no incident.

    Raises:
        Unavailable: the database is down.
    """
    async with database.reading() as connection:
        row = (await connection.execute(_ABOUT, {"notice": notice})).first()
    return (IncidentId(row.incident_id), PersonId(row.about)) if row and row.incident_id and row.about else None


async def read_person(
    database: Database, incident: IncidentId, person: PersonId, staff_step: int | None = None
) -> Whole | None:
    """None: not in this incident. `staff_step` as in `VisitsWanted`. Raises `Unavailable` when the database is down."""
    asked = {"incident": incident, "person": person}
    async with database.reading() as connection:
        row = (await connection.execute(_PERSON, asked)).first()
        if row is None:
            return None
        found = found_of(row, await reached(connection, [row]))
        said = (await connection.execute(_REPORTS, asked)).all()
        listed = (await connection.execute(_LISTED.where(waits(staff_step)), asked)).first() is not None
        names = await _names(connection, {PersonId(each.retracted_by) for each in said if each.retracted_by})
    return Whole(found, tuple(_told(each, names) for each in said), listed=listed)


async def _names(connection: AsyncConnection, staff: set[PersonId]) -> Mapping[PersonId, str]:
    """Staff under a disclosure block stay unnamed here too."""
    found = await people_of(connection, staff) if staff else {}
    return {id_: each.name for id_, each in found.items() if not each.disclosure_block}


def _told(row: AnyRow, names: Mapping[PersonId, str]) -> Told:
    if row.retracted_at is None:
        return Told(report_of(row))
    by = PersonId(row.retracted_by)
    return Told(report_of(row), Retracted(row.retracted_at, by, names.get(by, ""), row.retracted_why or ""))
