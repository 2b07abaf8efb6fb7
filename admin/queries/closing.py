"""What closing an incident would end, and what it would leave, as it stands at this moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from admin.closing_words import Left, UnderWay, waits
from admin.queries.emergencies import read_standing
from admin.queries.proposals import read_districts
from admin.queries.talks import count_open_talks
from admin.queries.visits import read_visits
from admin.visits import VisitsWanted, staff_step
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import City
from bot.core.understanding import Condition
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.tables import check_ins, notices

_RESCUE = (
    select(func.count())
    .select_from(check_ins)
    .where(check_ins.c.incident_id == bindparam("incident"), check_ins.c.condition == Condition.NEEDS_RESCUE.value)
)
_NOTICES = (
    select(func.count())
    .select_from(notices)
    .where(notices.c.incident_id == bindparam("incident"), notices.c.done_at.is_(None))
)


async def read_under_way(database: Database, city: City, incident: Incident, now: datetime) -> UnderWay:
    """Raises `Unavailable` when the database is down."""
    talks = await count_open_talks(database, incident.id)
    undecided = await IncidentStore(database).undecided(incident.id)
    names = {each.id: each.name for each in await read_districts(database)}
    zone = ZoneInfo(city.time_zone)
    falls, stays = (
        tuple(waits(each, names, city.name, now, zone) for each in some) for some in (undecided.falls, undecided.stays)
    )
    async with database.reading() as connection:
        declared = () if incident.drill else await read_standing(connection, now)
    return UnderWay(talks, falls, stays, await _left(database, city, incident.id), declared)


async def _left(database: Database, city: City, incident: IncidentId) -> Left:
    """Visits as their list counts them."""
    visits = await read_visits(database, VisitsWanted(incident, staff_step(city.ladder), most=1))
    async with database.reading() as connection:
        rescue = (await connection.execute(_RESCUE, {"incident": incident})).scalar_one()
        still_open = (await connection.execute(_NOTICES, {"incident": incident})).scalar_one()
    return Left(rescue, still_open, visits.total)
