"""Earthquakes: the city's highest intensity, or its region's while only the flash report is there."""

from datetime import datetime, timedelta, timezone
from typing import Final

from bot.core.alerts import Alert, AlertArea
from bot.core.incidents import Hazard
from bot.core.proposals import Draft
from bot.core.triggers import CityCodes, Triggers
from bot.rules.triggers.matters import TOGETHER
from bot.rules.triggers.ranks import IN_WORDS, INTENSITIES, of_intensity
from bot.rules.triggers.why import Why

_MUNICIPALITIES: Final = "市町村等"
_REGIONS: Final = "細分区域"
_NOT_IN: Final = "未入電"
_AT_LEAST: Final = of_intensity("5-")
"""What 「震度５弱以上未入電」 stands for: the station is silent where at least this was expected."""
_JAPAN: Final = timezone(timedelta(hours=9))


def reach_of_earthquake(alert: Alert, triggers: Triggers) -> Draft | Why:
    if triggers.intensity is None:
        return Why.NOT_ASKED_FOR
    ours = _ours(alert, triggers.codes)
    if not ours:
        return Why.OTHER_AREA
    is_silent = any(_NOT_IN in each.announced for each in ours)
    rank = max(_AT_LEAST if is_silent else 0, *(_rank(each) for each in ours))
    if rank < of_intensity(triggers.intensity):
        return Why.BELOW
    is_open = is_silent and rank == _AT_LEAST
    notes: tuple[str, ...] = ("市内に、震度がまだ届いていない観測点があります。",) if is_silent else ()
    if _is_flash(alert):
        notes += (f"震度速報です。市の震度ではなく、{ours[0].name}の最大震度です。",)
    level = IN_WORDS[rank - 1] + ("以上" if is_open else "")
    return Draft("earthquake", _title(_happened(alert)), Hazard.EARTHQUAKE, level, rank, notes=notes)


def is_below(alert: Alert, triggers: Triggers) -> bool:
    """The city's own intensity is told, and is less than a flash report of its region made believe."""
    return not _is_flash(alert) and reach_of_earthquake(alert, triggers) is Why.BELOW


def _ours(alert: Alert, codes: CityCodes) -> tuple[AlertArea, ...]:
    """Once municipalities are named, theirs is what counts."""
    if _is_flash(alert):
        return tuple(
            each for each in alert.areas if each.scheme.endswith(_REGIONS) and each.code in codes.quake_regions
        )
    return tuple(each for each in alert.areas if each.scheme.endswith(_MUNICIPALITIES) and each.code in codes.jma)


def _is_flash(alert: Alert) -> bool:
    return not any(each.scheme.endswith(_MUNICIPALITIES) for each in alert.areas)


def _rank(area: AlertArea) -> int:
    return of_intensity(area.intensity) if area.intensity in INTENSITIES else 0


def _happened(alert: Alert) -> datetime:
    """The JMA names an earthquake by when it was noticed; a later report of it is issued half an hour after that.

    What lies further away is no such name, and nobody is told a wrong hour.
    """
    try:
        noticed = datetime.strptime(alert.event, "%Y%m%d%H%M%S").replace(tzinfo=_JAPAN)
    except ValueError:
        return alert.issued
    return noticed if timedelta() <= alert.issued - noticed <= TOGETHER else alert.issued


def _title(happened: datetime) -> str:
    at = happened.astimezone(_JAPAN)
    return f"{at.month}月{at.day}日{at.hour}時{at.minute:02}分ごろの地震（気象庁発表）"
