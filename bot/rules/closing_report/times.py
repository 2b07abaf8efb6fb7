"""How long it took until people were known: by district, by age band, by road. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import TypeVar

from bot.core.closing_report import AgeBand, KnownBy, Milestone, Times
from bot.rules.closing_report.asked import Asked, age_band
from bot.rules.closing_report.curve import milestones_of
from bot.rules.closing_report.small_numbers import FEWEST

Key = TypeVar("Key")


def times_of(asked: Sequence[Asked], opened_at: datetime) -> Times:
    districts = _groups(asked, lambda each: each.district)
    ages = _groups(asked, lambda each: age_band(each.age))
    roads = _groups([each for each in asked if each.is_known], lambda each: each.known_by)
    return Times(
        by_district=tuple((name, _milestones(districts[name], opened_at)) for name in sorted(districts)),
        by_age=tuple((band, _milestones(ages.get(band, ()), opened_at)) for band in AgeBand),
        by_road=tuple((road, _median(roads.get(road, ()), opened_at)) for road in KnownBy),
    )


def _groups(asked: Sequence[Asked], key: Callable[[Asked], Key]) -> dict[Key, list[Asked]]:
    groups: defaultdict[Key, list[Asked]] = defaultdict(list)
    for each in asked:
        groups[key(each)].append(each)
    return groups


def _heard(group: Sequence[Asked]) -> list[datetime]:
    return [each.known_at for each in group if each.known_at and each.known_by]


def _milestones(group: Sequence[Asked], opened_at: datetime) -> tuple[Milestone, ...] | None:
    """Of one or two people it would say when they answered."""
    is_small = 0 < sum(each.is_known for each in group) < FEWEST
    return None if is_small else milestones_of(_heard(group), len(group), opened_at)


def _median(group: Sequence[Asked], opened_at: datetime) -> timedelta | None:
    heard = [max((each - opened_at).total_seconds(), 0) for each in _heard(group)]
    return timedelta(seconds=median(heard)) if len(heard) >= FEWEST else None
