"""How what was known grew: the response curve, and when which share was reached."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.core.closing_report import KnownBy, Milestone, Point

PERCENTS = (25, 50, 75, 90)
MOST_POINTS = 120
"""More than that no eye tells apart."""
_MINUTE = timedelta(minutes=1)

Heard = tuple[datetime, KnownBy]
"""When the city first heard how one person is, and from whom."""


def milestones_of(heard: Iterable[datetime], asked: int, opened_at: datetime) -> tuple[Milestone, ...]:
    """`heard`: of each person the first time; at most as many as were asked."""
    ordered = sorted(max(each - opened_at, timedelta(0)) for each in heard)
    return tuple(Milestone(percent, _reached(ordered, asked, percent)) for percent in PERCENTS)


def _reached(ordered: Sequence[timedelta], asked: int, percent: int) -> timedelta | None:
    needed = -(-asked * percent // 100)
    return ordered[needed - 1] if 0 < needed <= len(ordered) else None


def curve_of(heard: Iterable[Heard], opened_at: datetime, until: datetime) -> tuple[Point, ...]:
    """From the opening to `until`, at full minutes; every point counts all that was known by then."""
    times: dict[KnownBy, list[timedelta]] = {road: [] for road in KnownBy}
    for at, road in heard:
        times[road].append(max(at - opened_at, timedelta(0)))
    for each in times.values():
        each.sort()
    whole = max(-(-(until - opened_at) // _MINUTE), 1)
    stride = -(-whole // MOST_POINTS)
    minutes = [*range(0, whole, stride), whole]
    return tuple(Point(each, _known(times, each * _MINUTE)) for each in minutes)


def _known(times: dict[KnownBy, list[timedelta]], after: timedelta) -> tuple[int, ...]:
    return tuple(bisect_right(times[road], after) for road in KnownBy)
