"""`Item` of a telegram: kinds and the areas that they are announced for."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.jma.announcement import Announcement
from integrations.alerts.jma.report import text

MOST_AREAS: Final = 10_000
"""The whole country has 1,900 municipalities."""
_LONGEST_CODE: Final = 40


def in_brackets(name: str) -> str:
    """気象警報・注意報（市町村等） → 市町村等; empty where it ends in no brackets."""
    return name.rpartition("（")[2].removesuffix("）") if name.endswith("）") else ""


def areas_of(item: Element) -> Iterator[Element]:
    """JMA writes one `Area`, or several in `Areas`."""
    yield from item.findall("{*}Area")
    yield from item.findall("{*}Areas/{*}Area")


def area_with(area: Element, scheme: str, announced: Announcement) -> AlertArea:
    return AlertArea(
        text(area, "{*}Code", _LONGEST_CODE),
        text(area, "{*}Name"),
        scheme,
        announced.name,
        announced.level,
        lifted=announced.lifted,
    )


def bounded(areas: Iterator[AlertArea]) -> tuple[AlertArea, ...]:
    """Many kinds times many areas is more than any memory; one over the limit tells that there are more."""
    return tuple(islice(areas, MOST_AREAS + 1))


def each_with_each(areas: Iterable[Element], scheme: str, announced: Iterable[Announcement]) -> Iterator[AlertArea]:
    kinds = tuple(announced)
    for area in areas:
        yield from (area_with(area, scheme, each) for each in kinds)
