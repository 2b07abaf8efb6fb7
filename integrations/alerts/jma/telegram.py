"""One telegram of the JMA as an `Alert`. What is not known is kept and told, never dropped and never guessed."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource
from integrations.alerts.document import UnreadableError
from integrations.alerts.jma.areas import MOST_AREAS, bounded
from integrations.alerts.jma.bulletins import read_bulletins
from integrations.alerts.jma.codes import Form, codes
from integrations.alerts.jma.control import Control, read_control
from integrations.alerts.jma.earthquakes import read_earthquakes
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.floods import read_floods
from integrations.alerts.jma.head import Head, areas_of_head, as_written, read_head
from integrations.alerts.jma.levels import named_level
from integrations.alerts.jma.report import paragraph, read_report
from integrations.alerts.jma.tsunamis import read_tsunamis
from integrations.alerts.jma.weather_warnings import kind_of_highest, read_landslides, read_warnings

_LONGEST_NOTICE: Final = 4_000
_NOWHERE: Final = (AlertKind.UNKNOWN, AlertKind.EARTHQUAKE)
"""An earthquake far away has no areas here."""


def parse_telegram(raw: bytes) -> Alert:
    """Read VPWW54 to VPWW61, VXWW50, VXKO, VPBS50, VXSE51 to VXSE53, VTSE41; any other becomes `AlertKind.UNKNOWN`.

    Raises:
        UnreadableError: no telegram at all, too large, unsafe, or without a time.
    """
    report, faults = read_report(raw), Faults()
    control, head = read_control(report, faults), read_head(report, faults)
    form, kind = codes().of_title(control.title)
    areas = _few(_areas(report, form, faults), faults)
    alert = Alert(
        source=AlertSource.JMA,
        kind=kind_of_highest(areas, report, kind) if form is Form.MIXED_WARNINGS else kind,
        status=control.status,
        change=head.change,
        series=_series(control, head),
        issued=_issued(control, head, faults),
        title=head.title or control.title,
        headline=head.headline,
        areas=areas,
        event=head.event,
        valid_until=head.valid_until,
        digest=sha256(raw).hexdigest(),
    )
    _check_whole(alert, paragraph(report, "{*}Body/{*}Notice", _LONGEST_NOTICE), faults)
    return replace(alert, faults=faults.told())


def _areas(report: Element, form: Form, faults: Faults) -> tuple[AlertArea, ...]:
    match form:
        case Form.WARNINGS | Form.MIXED_WARNINGS:
            return read_warnings(report, faults)
        case Form.LANDSLIDES:
            return read_landslides(report, faults)
        case Form.FLOODS:
            return read_floods(report, faults)
        case Form.BULLETINS:
            return read_bulletins(report)
        case Form.EARTHQUAKES:
            return read_earthquakes(report, faults)
        case Form.TSUNAMIS:
            return read_tsunamis(report, faults)
        case Form.UNKNOWN:
            return bounded(areas_of_head(report, as_written))


def _few(areas: tuple[AlertArea, ...], faults: Faults) -> tuple[AlertArea, ...]:
    if len(areas) > MOST_AREAS:
        faults.add(f"地域が多すぎます。初めの{MOST_AREAS}だけを読みました。")
    return areas[:MOST_AREAS]


def _series(control: Control, head: Head) -> str:
    """Title, office and status, and the event where there is one: a training never replaces what is real."""
    return "/".join(filter(None, (control.title, control.office, control.status_word, head.event)))


def _issued(control: Control, head: Head, faults: Faults) -> datetime:
    if control.issued is not None:
        return control.issued
    if head.reported is None:
        raise UnreadableError("the telegram has no time that can be read")
    faults.add("作成時刻が読めません。発表時刻を使います。")
    return head.reported


def _check_whole(alert: Alert, notice: str, faults: Faults) -> None:
    """The title and the notice may name a level that no code of the body has."""
    named = named_level(f"{alert.title} {notice}")
    if named is not None and alert.level is not None and named != alert.level:
        faults.add(f"表題またはお知らせはレベル{named}ですが、地域のコードはレベル{alert.level}までです。")
    if alert.kind not in _NOWHERE and not alert.areas and alert.change is not AlertChange.CANCELLED:
        faults.add("地域が書かれていません。")
