"""The response curve as a drawing (SVG): the areas of the roads, and when so many per cent were known. Pure.

Its texts are this program's own words and numbers; nothing that anybody wrote is ever in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from admin import report_words as words
from bot.core.closing_report import KnownBy, Milestone, Point

COLOUR = {
    KnownBy.SELF: "#14457c",
    KnownBy.KIN: "#1b6a3c",
    KnownBy.SUPPORTER: "#5f8f2e",
    KnownBy.LEADER: "#96500a",
    KnownBy.FLAG: "#d9a400",
    KnownBy.STAFF: "#6b3fa0",
}
_FONT = "Noto Sans CJK JP, BIZ UDPGothic, Noto Sans JP, sans-serif"
_INK, _SOFT, _LINE = "#16202c", "#465464", "#c3cdd8"


@dataclass(frozen=True, slots=True)
class Sheet:
    """In pixels: the drawing, the room around its plot for words, and their size."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    letters: float

    @property
    def across(self) -> float:
        return self.width - self.left - self.right

    @property
    def down(self) -> float:
        return self.height - self.top - self.bottom


SMALL = Sheet(width=240, height=76, left=4, top=18, right=4, bottom=18, letters=13)
"""Beside the counts: the course alone, and how long it took so far."""
WHOLE = Sheet(width=720, height=290, left=64, top=54, right=24, bottom=30, letters=13)
"""For paper: with a scale, the names of the roads and the milestones."""


@dataclass(frozen=True, slots=True)
class _Plot:
    sheet: Sheet
    minutes: int
    asked: int

    def x(self, minutes: float) -> float:
        return self.sheet.left + self.sheet.across * min(minutes / self.minutes, 1)

    def y(self, people: float) -> float:
        return self.sheet.top + self.sheet.down * (1 - min(people / self.asked, 1))

    def text(self, at: tuple[float, float], said: str, anchor: str = "start", colour: str = _SOFT) -> str:
        return (
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-family="{_FONT}" font-size="{self.sheet.letters:g}" '
            f'text-anchor="{anchor}" fill="{colour}">{said}</text>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str = _LINE, dashes: str = "") -> str:
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        (x1, y1), (x2, y2) = start, end
        return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def small_picture(points: Sequence[Point], asked: int) -> str:
    """The course of one open incident, to be seen in passing."""
    plot = _plot(SMALL, points, asked)
    below = SMALL.height - 3
    return _drawn(
        plot,
        plot.text((SMALL.left, 13), "安否がわかった人の推移"),
        *_areas(plot, points),
        plot.line((plot.x(0), plot.y(0)), (plot.x(plot.minutes), plot.y(0))),
        plot.text((SMALL.left, below), "開始"),
        plot.text((SMALL.width - SMALL.right, below), words.after(plot.minutes), "end"),
    )


def whole_picture(points: Sequence[Point], asked: int, milestones: Sequence[Milestone]) -> str:
    """For the report: every milestone that was reached stands at its time and height."""
    plot = _plot(WHOLE, points, asked)
    return _drawn(
        plot,
        *_scale(plot),
        *_areas(plot, points),
        *_names(plot, points),
        *(each for one in milestones if one.after is not None for each in _milestone(plot, one.percent, one.after)),
    )


def _plot(sheet: Sheet, points: Sequence[Point], asked: int) -> _Plot:
    return _Plot(sheet, max(points[-1].minutes if points else 60, 1), max(asked, 1))


def _drawn(plot: _Plot, *parts: str) -> str:
    sheet = plot.sheet
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width:g}" height="{sheet.height:g}" '
        f'viewBox="0 0 {sheet.width:g} {sheet.height:g}">{"".join(parts)}</svg>'
    )


def _areas(plot: _Plot, points: Sequence[Point]) -> list[str]:
    """One upon the other, in the order of the roads; a road by which nobody was heard of is none."""
    drawn, floor = [], [0] * len(points)
    for place, road in enumerate(KnownBy):
        top = [below + each.known[place] for below, each in zip(floor, points, strict=True)]
        if top != floor:
            there = [(plot.x(each.minutes), plot.y(high)) for each, high in zip(points, top, strict=True)]
            back = [(plot.x(each.minutes), plot.y(low)) for each, low in zip(points, floor, strict=True)]
            corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*there, *reversed(back)))
            drawn.append(f'<polygon points="{corners}" fill="{COLOUR[road]}" fill-opacity="0.8"/>')
        floor = top
    return drawn


def _scale(plot: _Plot) -> list[str]:
    drawn = []
    for percent in range(0, 101, 25):
        y = plot.y(plot.asked * percent / 100)
        drawn.append(plot.line((plot.x(0), y), (plot.x(plot.minutes), y)))
        drawn.append(plot.text((plot.sheet.left - 6, y + 4), f"{percent}%", "end"))
    below = plot.sheet.height - 8
    drawn.append(plot.text((plot.x(0), below), "開始"))
    drawn.append(plot.text((plot.x(plot.minutes), below), words.after(plot.minutes), "end"))
    return drawn


def _names(plot: _Plot, points: Sequence[Point]) -> list[str]:
    drawn, x = [], plot.sheet.left
    for place, road in enumerate(KnownBy):
        if not points or not points[-1].known[place]:
            continue
        said = words.KNOWN_BY[road]
        drawn.append(f'<rect x="{x:.1f}" y="8" width="11" height="11" fill="{COLOUR[road]}" fill-opacity="0.8"/>')
        drawn.append(plot.text((x + 16, 18), said, colour=_INK))
        x += 34 + plot.sheet.letters * len(said)
    return drawn


def _milestone(plot: _Plot, percent: int, after: timedelta) -> list[str]:
    """A dashed line down to its time, and its words before it, where a curve leaves room, unless it is too early."""
    x, y = plot.x(after / timedelta(minutes=1)), plot.y(plot.asked * percent / 100)
    has_room = x > plot.sheet.left + 0.2 * plot.sheet.across
    at, anchor = ((x - 8, y - 7), "end") if has_room else ((x + 8, y - 7), "start")
    return [
        plot.line((x, y), (x, plot.y(0)), _INK, "3 3"),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#fff" stroke="{_INK}" stroke-width="2"/>',
        plot.text(at, f"{percent}% {words.duration(after)}", anchor, _INK),
    ]
