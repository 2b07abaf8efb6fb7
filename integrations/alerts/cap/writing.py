"""An alert as a CAP 1.2 message, in the order of elements that the schema has (OASIS CAP 1.2, section 3.2)."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind
from bot.core.ids import derived_id
from integrations.alerts.cap.words import (
    CATEGORIES,
    CORRECTED,
    DELAYED,
    EQUIVALENT,
    INTENSITY,
    KIND,
    LEVEL,
    NAMESPACE,
    NO_SCHEME,
    SEVERITIES,
    STATUS_OUT,
    URGENCIES,
)
from integrations.alerts.moments import JAPAN

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENDER: Final = re.compile(r"[^\s,<&]{1,200}")


def to_cap(alert: Alert, sender: str, earlier: Sequence[Alert] = ()) -> bytes:
    """UTF-8. `sender`: whom CAP names as the sender of all our messages, such as anpi@city.example.lg.jp.

    `earlier`: what went out before in the same series, which this one replaces. A correction or a cancellation without
    any refers to the series by its name, and a receiver that never saw it finds nothing to replace.

    What is for staff (notes, faults) stays here, and CAP has no place for shelters and revisions. Times lose their
    fractions of a second.

    Raises:
        ValueError: the sender is empty or has a space, a comma, `<` or `&`.
    """
    if not _SENDER.fullmatch(sender):
        raise ValueError("sender must be 1 to 200 characters without space, comma, < and &; write anpi@city.example.jp")
    root = Element("alert", {"xmlns": NAMESPACE})
    _put(root, "identifier", _identifier(alert))
    _put(root, "sender", sender)
    _put(root, "sent", _time(alert.issued))
    _put(root, "status", STATUS_OUT[alert.status])
    references = _references(alert, sender, earlier)
    _put(root, "msgType", _message_type(alert, references))
    _put(root, "scope", "Public")
    for code in _codes(alert):
        _put(root, "code", code)
    _put(root, "references", references)
    _put(root, "incidents", alert.event)
    for (announced, *_rest), areas in groupby(alert.areas, key=_announcement):
        _info(root, alert, announced, tuple(areas))
    if not alert.areas:
        _info(root, alert, "", ())
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _announcement(area: AlertArea) -> tuple[str, int | None, str, bool]:
    """Areas with the same share an `info`."""
    return area.announced, area.level, area.intensity, area.lifted


def _identifier(alert: Alert) -> str:
    """The same for the same alert, so that it can be referred to later."""
    return derived_id("cap", alert.source, alert.series, _time(alert.issued), alert.change, alert.digest)


def _message_type(alert: Alert, references: str) -> str:
    if alert.change is AlertChange.CANCELLED:
        return "Cancel"
    return "Update" if references else "Alert"


def _references(alert: Alert, sender: str, earlier: Sequence[Alert]) -> str:
    replaced = [each for each in earlier if each.series == alert.series and each.source is alert.source]
    named = [f"{sender},{_identifier(each)},{_time(each.issued)}" for each in replaced]
    if not named and alert.change in (AlertChange.CORRECTED, AlertChange.CANCELLED):
        named = [f"{sender},{derived_id('cap', alert.source, alert.series)},{_time(alert.issued)}"]
    return " ".join(named)


def _codes(alert: Alert) -> list[str]:
    told = {
        EQUIVALENT: alert.is_equivalent,
        CORRECTED: alert.change is AlertChange.CORRECTED,
        DELAYED: alert.change is AlertChange.DELAYED,
    }
    return [code for code, holds in told.items() if holds]


def _info(root: Element, alert: Alert, announced: str, areas: tuple[AlertArea, ...]) -> None:
    """`announced` and all that `_announcement` compares are the same for each of `areas`."""
    info = SubElement(root, "info")
    one = areas[0] if areas else AlertArea("", "")
    _put(info, "language", "ja-JP")
    _put(info, "category", CATEGORIES.get(alert.kind, "Met"))
    _put(info, "event", announced or alert.title or alert.kind.value)
    _put(info, "responseType", "AllClear" if one.lifted else "")
    _put(info, "responseType", "" if announced else "None")  # nothing is announced: nothing is asked for
    _put(info, "urgency", "Past" if one.lifted else URGENCIES.get(one.level or 0, "Unknown"))
    _put(info, "severity", SEVERITIES.get(one.level or 0, "Unknown"))
    _put(info, "certainty", "Observed" if alert.kind is AlertKind.EARTHQUAKE else "Unknown")
    _pair(info, "eventCode", KIND, alert.kind.value)
    _put(info, "expires", _time(alert.valid_until) if alert.valid_until else "")
    _put(info, "headline", alert.title)
    _put(info, "description", alert.headline)
    _pair(info, "parameter", LEVEL, str(one.level) if one.level is not None else "")
    _pair(info, "parameter", INTENSITY, one.intensity)
    for each in areas:
        area = SubElement(info, "area")
        _put(area, "areaDesc", each.name or each.code or NO_SCHEME)
        _pair(area, "geocode", each.scheme or NO_SCHEME, each.code)


def _put(parent: Element, name: str, written: str) -> None:
    """Nothing where nothing is to be said."""
    if written:
        SubElement(parent, name).text = _clean(written)


def _pair(parent: Element, name: str, value_name: str, value: str) -> None:
    if value:
        pair = SubElement(parent, name)
        _put(pair, "valueName", value_name)
        _put(pair, "value", value)


def _clean(written: str) -> str:
    """Without characters that XML has not."""
    return _NOT_IN_XML.sub("", written)


def _time(at: datetime) -> str:
    """CAP's own form: whole seconds and an offset, never Z."""
    return at.astimezone(JAPAN).isoformat(timespec="seconds")
