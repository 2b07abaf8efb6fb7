"""The head of a telegram, the same for all of them: title, headline, what it does to its series, areas in short."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea, AlertChange
from integrations.alerts.jma.announcement import Announcement
from integrations.alerts.jma.areas import areas_of, each_with_each, in_brackets
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.report import paragraph, text
from integrations.alerts.moments import moment

_LONGEST_HEADLINE: Final = 4_000
_CHANGES: Final = {
    "発表": AlertChange.ISSUED,
    "訂正": AlertChange.CORRECTED,
    "取消": AlertChange.CANCELLED,
    "遅延": AlertChange.DELAYED,
}

ReadKind = Callable[[Element], Announcement]


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    headline: str
    event: str
    change: AlertChange
    reported: datetime | None
    valid_until: datetime | None


def read_head(report: Element, faults: Faults) -> Head:
    return Head(
        title=text(report, "ib:Head/ib:Title"),
        headline=paragraph(report, "ib:Head/ib:Headline/ib:Text", _LONGEST_HEADLINE),
        event=text(report, "ib:Head/ib:EventID"),
        change=_change(text(report, "ib:Head/ib:InfoType"), faults),
        reported=moment(text(report, "ib:Head/ib:ReportDateTime")),
        valid_until=moment(text(report, "ib:Head/ib:ValidDateTime")),
    )


def areas_of_head(report: Element, read: ReadKind, only: str = "") -> Iterator[AlertArea]:
    """What the headline tells, for information of the type `only`, or of every type."""
    for information in report.findall("{*}Head/{*}Headline/{*}Information"):
        kind = information.get("type", "")
        if only in ("", kind):
            for item in information.findall("{*}Item"):
                announced = [read(each) for each in item.findall("{*}Kind")]
                yield from each_with_each(areas_of(item), _scheme(kind, item), announced or [Announcement()])


def as_written(kind: Element) -> Announcement:
    """A kind whose codes are not read: its tag (Condition of 情報タグ) or else its name, and no level."""
    name, condition = text(kind, "{*}Name"), text(kind, "{*}Condition")
    return Announcement(condition if name == "情報タグ" and condition else name)


def _scheme(kind: str, item: Element) -> str:
    areas = item.find("{*}Areas")
    return (in_brackets(kind) or (areas.get("codeType", "") if areas is not None else "") or kind)[:200]


def _change(word: str, faults: Faults) -> AlertChange:
    if word not in _CHANGES:
        faults.add(f"知らない情報形態「{word}」です。発表として扱います。")
    return _CHANGES.get(word, AlertChange.ISSUED)
