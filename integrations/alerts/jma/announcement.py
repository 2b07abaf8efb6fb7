"""One `Kind` of a telegram, with its `LastKind`: what is announced, at which level, or lifted."""

from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertKind
from integrations.alerts.jma.codes import Meaning, Table
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.levels import named_level
from integrations.alerts.jma.report import text

_LIFTED: Final = "解除"
_NOTHING: Final = ("発表警報・注意報はなし", "なし")
_GOING_ON: Final = ("", "発表", "継続")


@dataclass(frozen=True, slots=True)
class Announcement:
    """As AlertArea has it; `kind` is what the code is about."""

    name: str = ""
    level: int | None = None
    lifted: bool = False
    kind: AlertKind | None = None


def read_kind(kind: Element, last: Element | None, table: Table, faults: Faults) -> Announcement:
    """What the code says counts; where the name or the status says something else, a fault tells it."""
    code, name, status = (text(kind, f"{{*}}{part}") for part in ("Code", "Name", "Status"))
    _check_status(status, code, faults)
    if not code and not name:
        return Announcement()
    meaning = table.get(code)
    if meaning is None:
        faults.add(f"知らないコード「{code}」です（{name}）。レベルは読んでいません。")
        return Announcement(name, lifted=status == _LIFTED)
    if meaning.none or meaning.lifts:
        return _over(meaning, name, last, table)
    _check_level(code, name, meaning, faults)
    return Announcement(name, meaning.level, status == _LIFTED, meaning.kind)


def _over(meaning: Meaning, name: str, last: Element | None, table: Table) -> Announcement:
    """What is over is told by LastKind, where that is there."""
    before = table.get(text(last, "{*}Code")) if last is not None else None
    if last is None or before is None or before.none:
        return Announcement(name, meaning.level, lifted=True, kind=meaning.kind) if meaning.lifts else Announcement()
    return Announcement(text(last, "{*}Name") or name, before.level, lifted=True, kind=before.kind)


def _check_status(status: str, code: str, faults: Faults) -> None:
    """`Kind/Status` (発表, 継続, 特別警報から危険警報 ...) is not `Control/Status`, which tells real from training."""
    if status in _NOTHING:
        if code.strip("0"):
            faults.add(f"状態は「{status}」ですが、コード「{code}」があります。")
    elif status not in _GOING_ON and status != _LIFTED and "から" not in status:
        faults.add(f"知らない状態「{status}」です。")


def _check_level(code: str, name: str, meaning: Meaning, faults: Faults) -> None:
    named = named_level(name)
    if named is not None and named != meaning.level:
        table = "なし" if meaning.level is None else str(meaning.level)
        faults.add(f"コード「{code}」のレベルは{table}ですが、名前は「{name}」です。")
