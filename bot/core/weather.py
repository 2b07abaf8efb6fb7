"""The forecast of a day, as far as a greeting speaks of it, and where a city's own stands in the JMA's telegrams."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ForecastPlace:
    """Codes of the JMA (standards.md 4.3): 府県予報区 `070000`, 一次細分区域 `070030`, and the station `36361`."""

    office: str
    area: str
    station: str


@dataclass(frozen=True, slots=True)
class DayForecast:
    """What is forecast for an area on one day. `sky` as the JMA words it: くもり時々雨."""

    area: str
    day: date
    sky: str
    issued: datetime
    """Aware, UTC."""
    highest: int | None = None
    """Degrees; None where the telegram does not say."""
    rain: int | None = None
    """Percent: the highest chance of rain within six hours of what is left of the day; None where it does not say."""
