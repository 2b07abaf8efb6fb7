"""`Control` of a telegram: which one it is, who edited it, when, and above all whether it is real."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertStatus
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.report import NAMESPACES, text
from integrations.alerts.moments import moment

_WITH_OFFSET: Final = ("Z", "+00:00", "+09:00")
_STATUS: Final = {"通常": AlertStatus.REAL, "訓練": AlertStatus.TRAINING, "試験": AlertStatus.TEST}


@dataclass(frozen=True, slots=True)
class Control:
    title: str
    office: str
    status: AlertStatus
    status_word: str
    issued: datetime | None


def read_control(report: Element, faults: Faults) -> Control:
    status, word = _status(report, faults)
    return Control(
        title=text(report, "jmx:Control/jmx:Title"),
        office=text(report, "jmx:Control/jmx:EditorialOffice"),
        status=status,
        status_word=word,
        issued=_issued(text(report, "jmx:Control/jmx:DateTime")),
    )


def _status(report: Element, faults: Faults) -> tuple[AlertStatus, str]:
    """The first barrier of promise 5: real is what says so once, in this place and in this word, and nothing else."""
    found = report.findall("jmx:Control/jmx:Status", NAMESPACES)
    words = [(each.text or "").strip() for each in found]
    if len(words) == 1 and words[0] in _STATUS:
        return _STATUS[words[0]], words[0]
    told = "・".join(words)[:50]
    faults.add(f"運用種別が「{told}」です（通常・訓練・試験のどれか一つのはず）。実際の電文としては扱いません。")
    return AlertStatus.TRAINING, told


def _issued(written: str) -> datetime | None:
    """UTC here, Japan's time in the head: one without an offset could be either."""
    return moment(written) if written.endswith(_WITH_OFFSET) else None
