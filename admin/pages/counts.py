"""The counts of one incident: a bar and figures overall, a table by district."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.board import Counted
from admin.pages.elements import say, tag
from admin.pages.places import REPORTS
from admin.pages.small_curve import SmallCurve
from bot.core.closing_report import Point
from bot.core.reports import AreaSummary

_FIGURES = (
    ("asked", "たずねた人"),
    ("answered", "回答あり"),
    ("needs_rescue", "要救助"),
    ("injured", "けが"),
    ("safe", "無事"),
    ("evacuated", "避難所"),
    ("silent", "未回答"),
    ("unverified", "本人未確認"),
)


class IncidentCounts:
    """One line of the band: what the incident is, and its figures."""

    def __init__(self, counted: Counted, now: datetime, zone: ZoneInfo) -> None:
        incident = counted.incident
        self._figures = {}
        self.element = tag("article", classes="incident")
        with self.element:
            with tag("div", classes="what"):
                tag("h3", f"{'【訓練】' if incident.drill else ''}{incident.title}", "incident-title")
                where = "、".join(counted.where) or "市内全域"
                opened = words.clock_time(incident.opened_at, now, zone)
                level = f"{words.level_of(incident.hazard, incident.level)} ・ " if incident.level else ""
                tag("p", f"{level}{where} ・ {opened}から", "where")
                tag("a", "報告・閉じる", "to-report", href=f"{REPORTS.path}/{incident.id}")
            with tag("div", classes="numbers"):
                with tag("div", classes="in-figures"):
                    self._bar = tag("div", classes="bar", role="img")
                    with tag("dl", classes="figures"):
                        for name, label in _FIGURES:
                            with tag("div", classes=f"figure {name}"):
                                tag("dt", label)
                                self._figures[name] = tag("dd")
                self._curve = SmallCurve()
        self._drawn: AreaSummary | None = None
        self.update(counted)

    def update(self, counted: Counted) -> None:
        summary = counted.overall
        if summary == self._drawn:
            return
        self._drawn = summary
        for name, element in self._figures.items():
            say(element, f"{getattr(summary, name):,}")
        self._draw_bar(summary)

    def draw_curve(self, points: Sequence[Point]) -> None:
        self._curve.update(points, self._drawn.asked if self._drawn else 0)

    def _draw_bar(self, summary: AreaSummary) -> None:
        self._bar.props["aria-label"] = f"{summary.asked}人のうち{summary.answered}人が回答、未回答{summary.silent}人"
        self._bar.clear()
        if not summary.asked:
            return
        known = summary.needs_rescue + summary.injured + summary.safe
        others = max(0, summary.asked - known - summary.silent)
        parts = (summary.needs_rescue, summary.injured, summary.safe, others, summary.silent)
        with self._bar:
            for name, people in zip(("needs_rescue", "injured", "safe", "others", "silent"), parts, strict=True):
                if people:
                    tag("span", classes=f"part {name}").style(f"flex-grow: {people}")


class DistrictTable:
    """One incident's counts by district, those where people need rescue first."""

    def __init__(self, counted: Counted) -> None:
        self._drawn: Sequence[tuple[str, AreaSummary]] | None = None
        self.element = tag("div", classes="districts", tabindex="0", role="region")
        self.element.props["aria-label"] = f"地区ごとの数 {counted.incident.title}"
        with self.element, tag("table"):
            tag("caption", f"地区ごと — {'【訓練】' if counted.incident.drill else ''}{counted.incident.title}")
            with tag("thead"), tag("tr"):
                tag("th", "地区", scope="col")
                for name, label in _FIGURES:
                    tag("th", label, name, scope="col")
            self._body = tag("tbody")
        self.update(counted)

    def update(self, counted: Counted) -> None:
        if counted.by_district == self._drawn:
            return
        self._drawn = counted.by_district
        self._body.clear()
        with self._body:
            for district, summary in counted.by_district:
                with tag("tr"):
                    tag("th", district, scope="row")
                    for name, _ in _FIGURES:
                        number = getattr(summary, name)
                        tag("td", f"{number:,}", name if number else f"{name} none")
