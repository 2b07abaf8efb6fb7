"""`roles.csv`: who holds which office, for a district or for the whole city."""

from dataclasses import dataclass

from bot.core.people import Office
from bot.storage.city_load.cells import identifier, one_of
from bot.storage.city_load.kind import Column, Kind, Need


@dataclass(frozen=True, slots=True)
class RoleLine:
    """`district` None: the whole city."""

    person_id: str
    role: Office
    district: str | None


ROLES = Kind(
    "roles.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("role", one_of(Office), Need.FILLED),
        Column("district", identifier),
    ),
    RoleLine,
)
