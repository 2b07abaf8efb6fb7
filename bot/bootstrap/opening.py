"""The id of an incident that is opened, by hand or from a proposal."""

from datetime import datetime
from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.core.ids import IncidentId
from bot.core.people import City


def new_incident_id(now: datetime, city: City) -> IncidentId:
    """Short enough to be read out over the telephone: the day, and six letters that nobody can guess to be free."""
    return IncidentId(f"{now.astimezone(ZoneInfo(city.time_zone)):%Y%m%d}-{token_hex(3)}")
