"""Reads of the incidents that are open, of one that may be closed, and of people's check-ins in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.reports import CheckIn
from bot.storage.among import among
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of
from bot.storage.rows.incidents import incident_of
from bot.storage.tables import check_ins, incident_districts, incidents

_ANY = (
    select(incidents, incident_districts.c.district_id)
    .outerjoin(incident_districts, incident_districts.c.incident_id == incidents.c.id)
    .order_by(incidents.c.id, incident_districts.c.district_id)
)
_OPEN = _ANY.where(incidents.c.closed_at.is_(None))
_CHECK_INS = select(*CHECK_IN_COLUMNS).where(
    among(check_ins.c.incident_id, "incidents"), among(check_ins.c.person_id, "people")
)


async def open_incidents(connection: AsyncConnection) -> tuple[Incident, ...]:
    """With their districts, in no order that means anything."""
    return await _read(connection, _OPEN)


async def incident_by_id(connection: AsyncConnection, id_: IncidentId) -> Incident | None:
    """Open or closed; None: there is none."""
    return next(iter(await _read(connection, _ANY.where(incidents.c.id == id_))), None)


async def _read(connection: AsyncConnection, wanted: Select[Any]) -> tuple[Incident, ...]:
    areas: defaultdict[str, list[str]] = defaultdict(list)
    rows = {}
    for row in await connection.execute(wanted):
        rows[row.id] = row
        if row.district_id is not None:
            areas[row.id].append(row.district_id)
    return tuple(incident_of(row, areas[row.id]) for row in rows.values())


async def check_ins_of(
    connection: AsyncConnection, people: Iterable[PersonId], incidents: Iterable[IncidentId]
) -> Mapping[PersonId, list[CheckIn]]:
    found: defaultdict[PersonId, list[CheckIn]] = defaultdict(list)
    for row in await connection.execute(_CHECK_INS, {"people": list(people), "incidents": list(incidents)}):
        check_in = check_in_of(row)
        found[check_in.person].append(check_in)
    return found
