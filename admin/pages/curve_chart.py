"""The response curve: of how many people the city knew how they are, over time, by the road it heard. Drawn locally."""

from collections.abc import Sequence
from typing import Any

from nicegui import ui

from admin import report_words as words
from admin.curve_picture import COLOUR
from admin.pages.elements import say, tag
from bot.core.closing_report import KnownBy, Point

_ROWS = 7
_FONT = '"BIZ UDPGothic", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", Meiryo, sans-serif'


class CurveChart:
    """A picture, a sentence that says the same, and the numbers for whoever opens them."""

    def __init__(self, points: Sequence[Point], asked: int) -> None:
        self._drawn: tuple[Sequence[Point], int] | None = None
        with tag("section", classes="curve", aria_label="安否がわかった人の推移"):
            tag("h3", "安否がわかった人の推移", "table-title")
            self._said = tag("p", classes="means")
            with tag("div", classes="chart", role="img") as self._picture:
                self._chart = ui.echart(_options((), 0)).classes("chart-canvas")
            with tag("details", classes="as-numbers"):
                tag("summary", "推移を数で見る")
                self._table = tag("div", classes="scrolls", tabindex="0", role="region", aria_label="推移の表")
        self.update(points, asked)

    def update(self, points: Sequence[Point], asked: int) -> None:
        if (points, asked) == self._drawn:
            return
        self._drawn = (points, asked)
        say(self._said, words.course(points, asked))
        self._picture.props["aria-label"] = words.course(points, asked)
        self._chart.options.clear()
        self._chart.options.update(_options(points, asked))
        self._chart.update()
        self._table.clear()
        with self._table, tag("table"):
            _numbers(points)


def _numbers(points: Sequence[Point]) -> None:
    stride = max(-(-len(points) // _ROWS), 1)
    shown = [*points[:-1:stride], points[-1]] if points else []
    with tag("thead"), tag("tr"):
        for each in ("開始から", *words.KNOWN_BY.values(), "合計"):
            tag("th", each, scope="col")
    with tag("tbody"):
        for point in shown:
            with tag("tr"):
                tag("th", words.after(point.minutes), scope="row")
                for number in (*point.known, sum(point.known)):
                    tag("td", f"{number:,}")


def _options(points: Sequence[Point], asked: int) -> dict[str, Any]:
    return {
        "animation": False,
        "textStyle": {"fontFamily": _FONT, "fontSize": 13, "color": "#16202c"},
        "grid": {"left": 64, "right": 24, "top": 44, "bottom": 44},
        "legend": {"top": 0, "itemWidth": 18, "textStyle": {"fontSize": 13}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "value",
            "name": "開始からの分",
            "nameLocation": "middle",
            "nameGap": 26,
            "max": points[-1].minutes if points else 60,
        },
        "yAxis": {"type": "value", "axisLabel": {"formatter": "{value}人"}, "minInterval": 1, "max": max(asked, 1)},
        "series": [_series(place, road, points) for place, road in enumerate(KnownBy)],
    }


def _series(place: int, road: KnownBy, points: Sequence[Point]) -> dict[str, Any]:
    return {
        "name": words.KNOWN_BY[road],
        "type": "line",
        "stack": "known",
        "symbol": "none",
        "lineStyle": {"width": 1.5},
        "areaStyle": {"opacity": 0.75},
        "color": COLOUR[road],
        "data": [[each.minutes, each.known[place]] for each in points],
    }
