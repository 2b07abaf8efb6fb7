"""Warnings and advisories: VPWW55 to VPWW61, VPWW54, and the landslide alert VXWW50, which has the same shape."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea, AlertKind
from integrations.alerts.jma.announcement import Announcement, read_kind
from integrations.alerts.jma.areas import areas_of, bounded, each_with_each, in_brackets
from integrations.alerts.jma.codes import Table, codes
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.head import areas_of_head

_MUNICIPALITIES = "市町村等"


def read_warnings(report: Element, faults: Faults) -> tuple[AlertArea, ...]:
    """From prefecture to municipality, all of them; `scheme` is 府県予報区等, 一次細分区域等, …, 市町村等."""
    return _read(report, codes().warnings, faults)


def read_landslides(report: Element, faults: Faults) -> tuple[AlertArea, ...]:
    """Municipalities alone; the telegram does not say so in its `Warning@type`."""
    return _read(report, codes().landslides, faults, _MUNICIPALITIES)


def kind_of_highest(areas: tuple[AlertArea, ...], report: Element, otherwise: AlertKind) -> AlertKind:
    """For the telegram of 2015, which has all kinds in one: that of the highest level that holds."""
    kinds = [each for item in report.findall("{*}Body/{*}Warning/{*}Item") for each in _kinds(item, codes().warnings)]
    highest = max((area.level or 0 for area in areas if not area.lifted), default=0)
    found = (each.kind for each in kinds if not each.lifted and each.level == highest and each.kind is not None)
    return next(found, otherwise)


def _read(report: Element, table: Table, faults: Faults, scheme: str = "") -> tuple[AlertArea, ...]:
    return bounded(_of_body(report, table, faults, scheme)) or bounded(_of_head(report, table, faults))


def _of_body(report: Element, table: Table, faults: Faults, scheme: str) -> Iterator[AlertArea]:
    for warning in report.findall("{*}Body/{*}Warning"):
        kind = warning.get("type", "")
        for item in warning.findall("{*}Item"):
            announced = _kinds(item, table, faults)
            yield from each_with_each(areas_of(item), scheme or in_brackets(kind) or kind[:200], announced)


def _of_head(report: Element, table: Table, faults: Faults) -> Iterator[AlertArea]:
    """Where a body has no warnings, as in a cancellation."""
    return areas_of_head(report, lambda kind: read_kind(kind, None, table, faults))


def _kinds(item: Element, table: Table, faults: Faults | None = None) -> list[Announcement]:
    kept = faults or Faults()
    return [read_kind(kind, kind.find("{*}LastKind"), table, kept) for kind in item.findall("{*}Kind")]
