"""A CAP 1.2 message as an alert. What our alert cannot hold, shapes on a map above all, is told to staff."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from xml.etree.ElementTree import Element

from bot.core.alerts import Alert, AlertChange, AlertKind, AlertSource, AlertStatus
from integrations.alerts.cap.areas import areas_of, is_ours
from integrations.alerts.cap.series import series_of
from integrations.alerts.cap.words import CORRECTED, DELAYED, EQUIVALENT, KIND, NAMESPACE, STATUSES
from integrations.alerts.document import UnreadableError, children, read_document, text
from integrations.alerts.moments import moment

_LONGEST = 4_000
_MOST_FAULTS = 50
_NO_KINDS: Mapping[str, AlertKind] = MappingProxyType({})


def read_cap(raw: bytes, received: datetime, kinds: Mapping[str, AlertKind] = _NO_KINDS) -> Alert:
    """One message. `kinds`: what a sender's events, or its codes for them, are with us; others stay unknown.

    `received` (aware, UTC) counts where the message tells no time.

    Raises:
        UnreadableError: no XML, too large, with a DTD or entities, or no CAP 1.2.
    """
    root = read_document(raw)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise UnreadableError("the document is no CAP 1.2 message")
    faults: list[str] = []
    infos = _infos(root)
    change = _change(root, faults)
    alert = Alert(
        source=AlertSource.CAP,
        kind=_kind(infos, kinds, faults),
        status=_status(root, faults),
        change=change or AlertChange.ISSUED,
        series=series_of(root, sha256(raw).hexdigest(), faults),
        issued=_issued(root, received, faults),
        title=_first(infos, "headline") or _first(infos, "event"),
        headline=_headline(infos, root),
        areas=areas_of(infos, faults),
        event=text(root, "incidents"),
        valid_until=_expires(infos, faults),
        is_equivalent=EQUIVALENT in _codes(root) or not any(map(is_ours, infos)),
        digest=sha256(raw).hexdigest(),
    )
    _tell_limits(root, infos, faults)
    read = alert if change is not None else without_effect(alert)
    return replace(read, faults=tuple(dict.fromkeys(faults))[:_MOST_FAULTS])


def _infos(root: Element) -> tuple[Element, ...]:
    """Each language says the same again: the Japanese ones, else those of the first language."""
    told = tuple(children(root, "info"))
    japanese = tuple(each for each in told if text(each, "language").lower().startswith("ja"))
    first = text(told[0], "language") if told else ""
    return japanese or tuple(each for each in told if text(each, "language") == first)


def _status(root: Element, faults: list[str]) -> AlertStatus:
    """Promise 5, first barrier: only Actual is real."""
    written = text(root, "status")
    if written not in STATUSES:
        faults.append(f"運用種別が「{written}」のため、訓練として扱いました")
    return STATUSES.get(written, AlertStatus.TRAINING)


def _change(root: Element, faults: list[str]) -> AlertChange | None:
    """None: Ack, Error or what CAP does not have; nothing may follow from it."""
    match text(root, "msgType"):
        case "Cancel":
            return AlertChange.CANCELLED
        case "Alert" | "Update":
            codes = _codes(root)
            late = AlertChange.DELAYED if DELAYED in codes else AlertChange.ISSUED
            return AlertChange.CORRECTED if CORRECTED in codes else late
        case other:
            faults.append(f"メッセージの種類「{other}」は、発表でも取消でもありません")
            return None


def _codes(root: Element) -> tuple[str, ...]:
    return tuple(text(each) for each in children(root, "code"))


def _kind(infos: Sequence[Element], kinds: Mapping[str, AlertKind], faults: list[str]) -> AlertKind:
    """As we wrote it, else as the city says that this sender's events are to be read.

    Of a sender whose events the city has named, our own word for a kind counts no further than those go.
    """
    ours = set(kinds.values()) or set(AlertKind)
    for info in infos:
        coded = [(text(each, "valueName"), text(each, "value")) for each in children(info, "eventCode")]
        for name, value in coded:
            if name == KIND and value in ours:
                return AlertKind(value)
        for word in (*(value for _name, value in coded), text(info, "event")):
            if word in kinds:
                return kinds[word]
    faults.append(f"種類「{_first(infos, 'event')}」は分かりません")
    return AlertKind.UNKNOWN


def _issued(root: Element, received: datetime, faults: list[str]) -> datetime:
    at = moment(text(root, "sent"))
    if at is None:
        faults.append(f"送信日時「{text(root, 'sent')}」は読めません")
    return at or received


def _first(infos: Sequence[Element], name: str, longest: int = 300) -> str:
    return next((found for each in infos if (found := text(each, name, longest=longest))), "")


def _headline(infos: Sequence[Element], root: Element) -> str:
    """What is told at length and what to do; `note` is what the sender says of a cancellation."""
    lines = (
        *(text(each, name, longest=_LONGEST) for name in ("description", "instruction") for each in infos),
        text(root, "note", longest=_LONGEST),
    )
    told = "\n".join(dict.fromkeys(each for each in lines if each))
    return told[:_LONGEST]


def _expires(infos: Sequence[Element], faults: list[str]) -> datetime | None:
    """The last of them: as long as a part of it holds, it holds."""
    written = [found for each in infos if (found := text(each, "expires"))]
    told = [at for each in written if (at := moment(each)) is not None]
    if len(told) < len(written):
        faults.append("有効期限に、読めないものがあります")
    return max(told, default=None)


def _tell_limits(root: Element, infos: Sequence[Element], faults: list[str]) -> None:
    if (scope := text(root, "scope")) != "Public":
        faults.append(f"公開の範囲は「{scope}」です。住民に見せる前に、発信元にお確かめください")
    if any(True for info in infos for _each in children(info, "resource")):
        faults.append("添付の資料があります(取り込んでいません)")


def without_effect(alert: Alert) -> Alert:
    areas = tuple(replace(each, level=None) for each in alert.areas)
    return replace(alert, kind=AlertKind.UNKNOWN, areas=areas)
