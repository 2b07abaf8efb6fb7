"""`districts.csv`: areas of neighbourhood associations."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.storage.city_load.cells import identifier, latitude, longitude, words
from bot.storage.city_load.kind import Column, Complaint, Kind, Need


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """`lat` and `lon` are the WGS 84 degrees of one point that stands for the area."""

    district: str
    name: str
    kana: str
    association: str
    lat: float | None
    lon: float | None


def half_a_point(line: object) -> Iterator[Complaint]:
    """A latitude without a longitude, or the other way round."""
    lat, lon = getattr(line, "lat", None), getattr(line, "lon", None)
    if (lat is None) != (lon is None):
        yield ("lat" if lat is None else "lon", "is empty; write both lat and lon, or neither")


POINT = (Column("lat", latitude), Column("lon", longitude))

DISTRICTS = Kind(
    "districts.csv",
    (
        Column("district", identifier, Need.FILLED, ""),
        Column("name", words(100), Need.FILLED, ""),
        Column("kana", words(100), empty=""),
        Column("association", words(100), empty=""),
        *POINT,
    ),
    DistrictLine,
    check=half_a_point,
)
