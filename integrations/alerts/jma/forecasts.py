"""The forecast of a prefecture (府県天気予報, VPFD51): the days of one area. It is no alert and proposes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertStatus
from bot.core.weather import DayForecast, ForecastPlace
from integrations.alerts.document import UnreadableError
from integrations.alerts.entries import Entry
from integrations.alerts.jma.control import Control, read_control
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.report import read_report, text
from integrations.alerts.moments import JAPAN, moment

TELEGRAM: Final = "VPFD51"
TITLE: Final = "府県天気予報（Ｒ１）"
_DAYS: Final = ("今日", "明日", "明後日")
"""「今夜」 is no day: what it says must not stand for the day that is nearly over."""
_HIGHEST: Final = "日中の最高気温"
_COLDEST, _HOTTEST = -60, 60
_LONGEST_SKY: Final = 60


def is_forecast(entry: Entry) -> bool:
    """By its address, before it is fetched: the feed holds those of every prefecture, and much else."""
    return f"_{TELEGRAM}_" in entry.id


def is_forecast_of(office: str, entry: Entry) -> bool:
    return f"_{TELEGRAM}_{office}" in entry.id


def parse_forecast(raw: bytes, place: ForecastPlace) -> tuple[DayForecast, ...]:
    """Today, tomorrow and the day after, as far as the telegram has them for the place's area.

    Raises:
        UnreadableError: no forecast of the JMA, no real one (promise 5), or nothing of the area in it.
    """
    report = read_report(raw)
    control = read_control(report, Faults())
    if control.title != TITLE or control.issued is None:
        raise UnreadableError("the telegram is no forecast of a prefecture with a time")
    if control.status is not AlertStatus.REAL:
        raise UnreadableError("the forecast is a training or a test")
    found = tuple(_days(report, place, control))
    if not found:
        raise UnreadableError("the forecast says nothing of the area")
    return found


def _days(report: Element, place: ForecastPlace, control: Control) -> Iterator[DayForecast]:
    assert control.issued is not None
    rains, highest = _rains(report, place.area), _highest(report, place.station)
    for day, sky in _skies(report, place.area):
        yield DayForecast(place.area, day, sky, control.issued, highest.get(day), rains.get(day))


def _skies(report: Element, area: str) -> Iterator[tuple[date, str]]:
    for series, part in _parts(report, "区域予報", "Area", area, "天気"):
        days = _times(series, _DAYS)
        for each in part.iterfind("{*}WeatherPart/{*}Weather"):
            sky = (each.text or "").strip()
            if sky and len(sky) <= _LONGEST_SKY and each.get("refID", "") in days:
                yield days[each.get("refID", "")], sky


def _rains(report: Element, area: str) -> dict[date, int]:
    found: dict[date, int] = {}
    for series, part in _parts(report, "区域予報", "Area", area, "降水確率"):
        days = _times(series)
        for each in part.iterfind("{*}ProbabilityOfPrecipitationPart/{*}ProbabilityOfPrecipitation"):
            day, percent = days.get(each.get("refID", "")), _number(each, 0, 100)
            if day is not None and percent is not None:
                found[day] = max(found.get(day, 0), percent)
    return found


def _highest(report: Element, station: str) -> dict[date, int]:
    found: dict[date, int] = {}
    for series, part in _parts(report, "地点予報", "Station", station, _HIGHEST):
        days = _times(series)
        for each in part.iterfind("{*}TemperaturePart/{*}Temperature"):
            day, degrees = days.get(each.get("refID", "")), _number(each, _COLDEST, _HOTTEST)
            if day is not None and degrees is not None:
                found[day] = degrees
    return found


def _parts(report: Element, kind: str, where: str, code: str, what: str) -> Iterator[tuple[Element, Element]]:
    """Each `Property` of this type for this place, with the series whose times its numbers mean."""
    for infos in report.iterfind("{*}Body/{*}MeteorologicalInfos"):
        if infos.get("type") != kind:
            continue
        for series in infos.iterfind("{*}TimeSeriesInfo"):
            for item in series.iterfind("{*}Item"):
                if text(item, f"{{*}}{where}/{{*}}Code") == code:
                    found = item.iterfind("{*}Kind/{*}Property")
                    yield from ((series, each) for each in found if text(each, "{*}Type") == what)


def _times(series: Element, names: tuple[str, ...] | None = None) -> dict[str, date]:
    """By timeId the day in Japan on which it begins; of those called so, where names are given."""
    found: dict[str, date] = {}
    for each in series.iterfind("{*}TimeDefines/{*}TimeDefine"):
        begins = moment(text(each, "{*}DateTime"))
        if begins is not None and (names is None or text(each, "{*}Name") in names):
            found[each.get("timeId", "")] = begins.astimezone(JAPAN).date()
    return found


def _number(element: Element, least: int, most: int) -> int | None:
    """None where the JMA gives no value (condition 「値なし」), or none that can be."""
    written = (element.text or "").strip()
    sign, digits = written[:1] == "-", written.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > len(str(most)):
        return None
    number = -int(digits) if sign else int(digits)
    return number if least <= number <= most else None
