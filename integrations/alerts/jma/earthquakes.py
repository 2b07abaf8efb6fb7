"""Earthquakes: VXSE51 (regions, within two minutes), VXSE52 (hypocentre, no areas), VXSE53 (municipalities)."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.jma.areas import bounded
from integrations.alerts.jma.codes import codes
from integrations.alerts.jma.faults import Faults
from integrations.alerts.jma.head import areas_of_head, as_written
from integrations.alerts.jma.report import text

_NOT_IN: Final = "未入電"
_PREFECTURE, _REGION, _CITY = "Pref", "Pref/Area", "Pref/Area/City"
_SCHEMES: Final = {
    _PREFECTURE: "地震情報／都道府県等",
    _REGION: "地震情報／細分区域",
    _CITY: "気象・地震・火山情報／市町村等",
}


def read_earthquakes(report: Element, faults: Faults) -> tuple[AlertArea, ...]:
    """Prefectures, regions and municipalities with their highest intensity; observation points are no areas.

    Where 震度５弱以上未入電 is said, `announced` says so and `intensity` is what is known besides, often nothing.
    """
    seen = report.find("{*}Body/{*}Intensity/{*}Observation")
    if seen is None:
        return bounded(_of_head(report, faults))
    schemes = _schemes(seen)
    return tuple(
        _area(place, schemes[path], faults)
        for path in (_PREFECTURE, _REGION, _CITY)
        for place in seen.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
    )


def _area(place: Element, scheme: str, faults: Faults) -> AlertArea:
    name, written = text(place, "{*}Name"), text(place, "{*}MaxInt", 40)
    condition = text(place, "{*}Condition")
    known = codes().intensities
    if written and written not in known:
        faults.add(f"{name}: 知らない震度「{written}」です。")
    _tell_missing(place, name, condition, faults)
    announced = condition if _NOT_IN in condition else known.get(written, written)
    return AlertArea(text(place, "{*}Code", 40), name, scheme, announced, intensity=written if written in known else "")


def _tell_missing(place: Element, name: str, condition: str, faults: Faults) -> None:
    stations = place.findall("{*}IntensityStation")
    silent = [text(each, "{*}Name") for each in stations if _NOT_IN in text(each, "{*}Int")]
    if silent or _NOT_IN in condition:
        told = f"（{'、'.join(silent)}）" if silent else ""
        faults.add(f"{name}: 震度５弱以上と考えられますが、震度が届いていません{told}。")


def _of_head(report: Element, faults: Faults) -> Iterator[AlertArea]:
    """The head has the same regions, as 震度５強 in words."""
    coded = {word: code for code, word in codes().intensities.items()}
    for area in areas_of_head(report, as_written):
        if area.announced not in coded:
            faults.add(f"{area.name}: 知らない震度「{area.announced}」です。")
        yield AlertArea(area.code, area.name, area.scheme, area.announced, intensity=coded.get(area.announced, ""))


def _schemes(seen: Element) -> Mapping[str, str]:
    told = {each.get("xpath", ""): (each.text or "").strip()[:200] for each in seen.findall("{*}CodeDefine/{*}Type")}
    return {path: told.get(f"{path}/Code") or usual for path, usual in _SCHEMES.items()}
