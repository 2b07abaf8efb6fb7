"""How grave an alert is among those of its family: what is higher is a rise, what is not is a repeat.

A level is the even number, the city's own order of that level the odd one above it: an order tells people more than the
JMA's 「相当」 of the same level, and less than its next one.
"""

from typing import Final

from bot.core.incidents import Hazard, Incident

INTENSITIES: Final = ("1", "2", "3", "4", "5-", "5+", "6-", "6+", "7")
IN_WORDS: Final = ("1", "2", "3", "4", "5弱", "5強", "6弱", "6強", "7")
TSUNAMIS: Final = ("津波注意報", "津波警報", "大津波警報")
LOWEST: Final = 1
"""Of what has no level: a bulletin, an occurrence."""
UNKNOWN: Final = 0
"""Of an incident that staff opened without a level that we know: whatever comes may be graver."""
_WEATHER: Final = frozenset(
    {
        Hazard.FLOOD,
        Hazard.INLAND_FLOOD,
        Hazard.LANDSLIDE,
        Hazard.STORM_SURGE,
        Hazard.TYPHOON,
    }
)


def family(hazard: Hazard) -> str:
    """A night of rain brings warnings of rain, landslides and floods and an order: one event, and one check-in."""
    return "weather" if hazard in _WEATHER else hazard.value


def of_level(level: int, *, is_order: bool) -> int:
    return level * 2 + is_order


def of_intensity(intensity: str) -> int:
    """Raises ValueError where the JMA has no such intensity."""
    return INTENSITIES.index(intensity) + 1


def of_tsunami(announced: str) -> int:
    """Raises ValueError for what is none of the three."""
    return TSUNAMIS.index(announced) + 1


def of_incident(incident: Incident) -> int:
    """Of one that staff opened by hand: a level alone is the city's own word."""
    level = incident.level.removeprefix("震度").strip()
    if incident.hazard is Hazard.EARTHQUAKE and level in IN_WORDS:
        return IN_WORDS.index(level) + 1
    if incident.hazard is not Hazard.EARTHQUAKE and level in ("1", "2", "3", "4", "5"):
        return of_level(int(level), is_order=True)
    return UNKNOWN
