"""`home_hazards.csv`: what the hazard maps say of people's homes. The city's GIS lays the one over the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.audience import Zone
from bot.core.incidents import Hazard
from bot.storage.city_load.cells import Unreadable, identifier, one_of
from bot.storage.city_load.kind import Column, Complaint, Kind, Need
from bot.storage.city_load.problem import quoted

_DEEP: Final = frozenset({Hazard.FLOOD, Hazard.INLAND_FLOOD, Hazard.STORM_SURGE, Hazard.TSUNAMI})
_METRES: Final = re.compile(r"\d{1,2}(\.\d{1,4})?", re.ASCII)
_ZONES: Final = {
    "yellow": Zone.WARNING,
    "警戒区域": Zone.WARNING,
    "red": Zone.SPECIAL,
    "特別警戒区域": Zone.SPECIAL,
}


@dataclass(frozen=True, slots=True)
class HomeHazardLine:
    """`depth_m`: of the water. None, as an empty `zone`: the map does not say."""

    person_id: str
    hazard: Hazard
    depth_m: float | None
    zone: Zone | None


def metres(cell: str) -> float:
    if not _METRES.fullmatch(cell):
        raise Unreadable(f"{quoted(cell)} is no depth; write metres below 100, as 0.5 or 3")
    return float(cell)


def _of_another_kind(line: HomeHazardLine) -> Iterator[Complaint]:
    """Water has a depth, a landslide has a zone."""
    if line.depth_m is not None and line.hazard not in _DEEP:
        yield "depth_m", f"stands beside '{line.hazard}'; only {', '.join(sorted(_DEEP))} have a depth"
    if line.zone is not None and line.hazard is not Hazard.LANDSLIDE:
        yield "zone", f"stands beside '{line.hazard}'; only landslide has a zone"


HOME_HAZARDS = Kind(
    "home_hazards.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("hazard", one_of(Hazard), Need.FILLED, Hazard.OTHER),
        Column("depth_m", metres),
        Column("zone", one_of(Zone, _ZONES)),
    ),
    HomeHazardLine,
    check=_of_another_kind,
)
