"""Floods of designated rivers (指定河川洪水予報, VXKO50 to VXKO89)."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.jma.announcement import read_kind
from integrations.alerts.jma.areas import areas_of, bounded
from integrations.alerts.jma.codes import codes
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.head import areas_of_head
from integrations.alerts.jma.report import text

_MUNICIPALITIES: Final = "市町村等"
_PLACES: Final = "浸水想定地区"
_STRETCH: Final = "予報区域"
_LONGEST_LIST: Final = 20_000


def read_floods(report: Element, faults: Faults) -> tuple[AlertArea, ...]:
    """Stretch, rivers and prefectures of the head; municipalities and their places (大字) of 浸水想定地区.

    The telegram codes one level for the whole stretch, and all its municipalities have it here. That some of its
    stations stand lower is said in running text alone.
    """
    table = codes().floods
    of_head = bounded(areas_of_head(report, lambda kind: read_kind(kind, None, table, faults)))
    stretch = max(
        (area for area in of_head if area.scheme == _STRETCH),
        key=lambda area: (not area.lifted, area.level or 0),
        default=AlertArea("", ""),
    )
    found = dict.fromkeys(bounded(_municipalities(report, stretch)))
    return (*of_head, *found)


def _municipalities(report: Element, stretch: AlertArea) -> Iterator[AlertArea]:
    for item in report.findall("{*}Body/{*}Warning/{*}Item"):
        if any(text(kind, "{*}Name").startswith(_PLACES) for kind in item.findall("{*}Kind")):
            for area in areas_of(item):
                yield from _municipality(area, stretch)


def _municipality(area: Element, stretch: AlertArea) -> Iterator[AlertArea]:
    """The code of a place is that of its municipality: places have none."""
    code, city = text(area, "{*}CityCode", 40), text(area, "{*}City")
    if not code and not city:
        return
    announced, level, lifted = stretch.announced, stretch.level, stretch.lifted
    yield AlertArea(code, city, _MUNICIPALITIES, announced, level, lifted=lifted)
    for place in text(area, "{*}SubCityList", _LONGEST_LIST).split():
        if place != "-":
            yield AlertArea(code, place, _PLACES, announced, level, lifted=lifted)
