"""`sites.csv`: designated emergency sites and shelters, so that messages can name them."""

from dataclasses import dataclass

from bot.core.incidents import Hazard
from bot.storage.city_load.cells import identifier, several_of, words
from bot.storage.city_load.districts import POINT, half_a_point
from bot.storage.city_load.kind import Column, Kind, Need


@dataclass(frozen=True, slots=True)
class SiteLine:
    """`district` None: outside of all districts, or nobody has matched it yet. `lat`, `lon` in WGS 84 degrees.

    `hazards`: what it is designated for; empty: nobody has said.
    """

    site: str
    name: str
    kana: str
    district: str | None
    lat: float | None
    lon: float | None
    hazards: frozenset[Hazard]


SITES = Kind(
    "sites.csv",
    (
        Column("site", identifier, Need.FILLED, ""),
        Column("name", words(100), Need.FILLED, ""),
        Column("kana", words(100), empty=""),
        Column("district", identifier),
        *POINT,
        Column("hazards", several_of(Hazard), empty=frozenset()),
    ),
    SiteLine,
    check=half_a_point,
)
