"""Which offices ask about a district, and about which districts."""

from collections.abc import Collection, Iterable
from typing import Final

from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.people import OF_THE_CITY, Office, Role
from bot.core.turn import Turn

OFFICES: Final = frozenset({Office.LEADER, Office.WELFARE_COMMISSIONER}) | OF_THE_CITY
"""Who gets the counts of a district. Whose names they see is for `decide` to say, person by person."""


def asks_about_districts(roles: Iterable[Role]) -> bool:
    return any(role.office in OFFICES for role in roles)


def districts_of(roles: Iterable[Role], known: Collection[DistrictId]) -> tuple[DistrictId, ...]:
    """Those of `known` that the offices cover; an office without a district covers the city."""
    offices = [role for role in roles if role.office in OFFICES]
    if any(role.district is None for role in offices):
        return tuple(known)
    held = (role.district for role in offices if role.district is not None and role.district in known)
    return tuple(dict.fromkeys(held))


def on_duty(turn: Turn) -> tuple[Incident, ...]:
    """The open incidents of the districts that the speaker's offices cover, wherever they live; the foremost first."""
    held = {role.district for role in turn.roles if role.office in OFFICES}
    return tuple(each for each in turn.open_incidents if held and (None in held or _concerns_any(each, held)))


def _concerns_any(incident: Incident, districts: Iterable[DistrictId | None]) -> bool:
    return any(incident.concerns(each) for each in districts)


def districts_led(roles: Iterable[Role], known: Collection[DistrictId]) -> tuple[DistrictId, ...]:
    """Those that somebody leads: theirs is the association's group."""
    return districts_of([role for role in roles if role.office is Office.LEADER], known)
