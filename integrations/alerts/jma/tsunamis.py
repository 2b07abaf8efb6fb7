"""Tsunami warnings, advisories and forecasts (VTSE41)."""

from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.jma.announcement import Announcement, read_kind
from integrations.alerts.jma.areas import area_with, bounded
from integrations.alerts.jma.codes import codes
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.head import areas_of_head

_COASTS: Final = "津波予報区"


def read_tsunamis(report: Element, faults: Faults) -> tuple[AlertArea, ...]:
    """Stretches of coast; here `LastKind` stands beside `Kind`, in `Category`."""
    items = report.findall("{*}Body/{*}Tsunami/{*}Forecast/{*}Item")
    found = tuple(
        area_with(area, _COASTS, _announced(item, faults)) for item in items for area in item.findall("{*}Area")
    )
    return found or bounded(areas_of_head(report, lambda kind: read_kind(kind, None, codes().tsunamis, faults)))


def _announced(item: Element, faults: Faults) -> Announcement:
    kind, last = item.find("{*}Category/{*}Kind"), item.find("{*}Category/{*}LastKind")
    return Announcement() if kind is None else read_kind(kind, last, codes().tsunamis, faults)
