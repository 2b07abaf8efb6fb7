"""The areas of a CAP message, each with what its `info` announces for it."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.cap.words import INTENSITY, KIND, LEVEL, NO_SCHEME
from integrations.alerts.document import children, text

_LEVELS = ("1", "2", "3", "4", "5")
_LONGEST_SHAPE = 300


def areas_of(infos: Sequence[Element], faults: list[str]) -> tuple[AlertArea, ...]:
    """One for each code of an area, so that none is lost; one without a code for an area that has none."""
    return tuple(area for info in infos for area in _of_info(info, faults))


def is_ours(info: Element) -> bool:
    """Written by `to_cap`: it has our own code for the event."""
    return any(text(code, "valueName") == KIND for code in children(info, "eventCode"))


def _of_info(info: Element, faults: list[str]) -> Iterator[AlertArea]:
    told = {text(each, "valueName"): text(each, "value") for each in children(info, "parameter")}
    responses = [text(each) for each in children(info, "responseType")]
    nothing = is_ours(info) and "None" in responses
    level = _level(told.get(LEVEL, ""), faults)
    for area in children(info, "area"):
        name = text(area, "areaDesc")
        _tell_shapes(area, name, faults)
        for code, scheme in _codes(area):
            yield AlertArea(
                code=code,
                name=name,
                scheme=scheme,
                announced="" if nothing else text(info, "event"),
                level=level,
                intensity=told.get(INTENSITY, ""),
                lifted="AllClear" in responses,
            )


def _codes(area: Element) -> list[tuple[str, str]]:
    told = [(text(each, "value"), text(each, "valueName")) for each in children(area, "geocode")]
    return [(code, "" if scheme == NO_SCHEME else scheme) for code, scheme in told] or [("", "")]


def _level(written: str, faults: list[str]) -> int | None:
    """Only where a level is told; CAP's severity is none."""
    if written and written not in _LEVELS:
        faults.append(f"警戒レベル「{written}」は分かりません")
    return int(written) if written in _LEVELS else None


def _tell_shapes(area: Element, name: str, faults: list[str]) -> None:
    for kind in ("polygon", "circle"):
        for each in children(area, kind):
            shape = text(each, longest=_LONGEST_SHAPE)
            faults.append(f"「{name}」に図形があります。地図には出していません({kind}: {shape})")
