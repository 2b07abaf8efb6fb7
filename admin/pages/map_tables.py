"""What the map says, as tables: for whoever cannot see it, and for whoever wants the numbers; and its legend."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.on_map import Area, CityMap, Pin, Tone
from admin.pages.elements import tag
from admin.pages.leaflet_map import SITE, TONE
from admin.pages.tables import table
from bot.core.reports import AreaSummary

_HEAD = ("地区", "状況", "たずねた人", "要救助", "けが", "無事", "未回答")
_ORDER = tuple(Tone)


class AreaTable:
    def __init__(self) -> None:
        self._drawn: Sequence[Area] | None = None
        _legend()
        self._element = tag("div", classes="map-tables")

    def update(self, city: CityMap) -> None:
        if city.areas == self._drawn:
            return
        self._drawn = city.areas
        self._element.clear()
        with self._element:
            nowhere = [each.name for each in city.areas if each.latitude is None]
            if nowhere:
                tag("p", f"位置が登録されていないため、地図にない地区: {'、'.join(nowhere)}", "means")
            table("地区の状況", _HEAD, [_row(each) for each in sorted(city.areas, key=_worst_first)])


class PinTable:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._drawn: tuple[tuple[Pin, ...], int] | None = None
        self._element = tag("div", classes="map-pins")

    def update(self, pins: tuple[Pin, ...], more: int, now: datetime) -> None:
        """`more`: how many there are that are not read."""
        if (pins, more) == self._drawn:
            return
        self._drawn = (pins, more)
        note = f"ほかに{more:,}件あります。" if more > 0 else ""
        self._element.clear()
        with self._element:
            rows = [self._row(each, now) for each in pins]
            table("場所を知らせた人", ("知らせた時刻", "安否", "場所"), rows, note)

    def _row(self, pin: Pin, now: datetime) -> tuple[str, str, str]:
        state = words.CONDITION[pin.condition] if pin.condition else "まだ"
        return (words.clock_time(pin.said_at, now, self._zone), state, words.place(pin.spot))


def _worst_first(area: Area) -> tuple[int, int, int, str]:
    return (_ORDER.index(area.tone), -area.counts.needs_rescue, -area.counts.silent, area.name)


def _row(area: Area) -> tuple[str, ...]:
    counts: AreaSummary = area.counts
    numbers = (counts.asked, counts.needs_rescue, counts.injured, counts.safe, counts.silent)
    return (area.name, TONE[area.tone].meaning, *(f"{each:,}" for each in numbers))


def _legend() -> None:
    with tag("ul", classes="legend", aria_label="地図の見かた"):
        for looks in TONE.values():
            with tag("li"):
                edge = f"{looks.width}px {'dashed' if looks.dashed else 'solid'} {looks.edge}"
                tag("span", classes="swatch").style(f"background: {looks.fill}; border: {edge}")
                tag("span", looks.meaning)
        with tag("li"):
            tag("span", classes="swatch small").style(f"background: {SITE}")
            tag("span", "避難先")
        with tag("li"):
            tag("span", classes="swatch small ringed").style("background: #fff")
            tag("span", "場所を知らせた人(色は安否)")
