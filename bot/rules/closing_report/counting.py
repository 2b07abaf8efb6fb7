"""Counts of everybody who was asked: shares by district and age band, households, roads, what went wrong."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.core.closing_report import AgeBand, Climbed, Crossed, Failures, Households, KnownBy, Letters, Share
from bot.core.ladder import Ladder, Road
from bot.core.reports import Casualty
from bot.core.understanding import Condition
from bot.rules.closing_report.asked import Asked, age_band
from bot.rules.closing_report.small_numbers import crossed

MARK = 87
"""Per cent of households that yellow flags and a walk reach: the mark to beat."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Counted:
    """`by_district`: the worst known first, the unknown district last."""

    everybody: Share
    households: Households
    by_district: tuple[tuple[str, Share], ...]
    by_age: tuple[tuple[AgeBand, Share], ...]
    crossed: tuple[Crossed, ...]
    by_road: tuple[tuple[KnownBy, int], ...]
    failures: Failures
    climbed: tuple[Climbed, ...]


def counted(asked: Sequence[Asked], letters: Letters, ladder: Ladder, told: Mapping[int, int | None]) -> Counted:
    """`told`: by the place of a step from 0, about how many people somebody was written to; None: unknown."""
    districts = _shares(asked, lambda each: each.district)
    ages = _shares(asked, lambda each: age_band(each.age))
    roads = Counter(each.known_by for each in asked if each.is_known)
    by_district = tuple(sorted(districts.items(), key=lambda each: (not each[0], each[1].percent, each[0])))
    both = _shares(asked, lambda each: (each.district, age_band(each.age)))
    return Counted(
        everybody=_share(asked),
        households=_households(asked),
        by_district=by_district,
        by_age=tuple((band, ages.get(band, Share())) for band in AgeBand),
        crossed=crossed([name for name, _ in by_district], both),
        by_road=tuple((road, roads[road]) for road in KnownBy),
        failures=_failures(asked, letters),
        climbed=tuple(_climbed(step.road, told.get(place, 0), asked) for place, step in enumerate(ladder.steps)),
    )


def _climbed(road: Road, told: int | None, asked: Iterable[Asked]) -> Climbed:
    """Whoever was overtaken, or has nobody by this road, took the step without a word; nobody is told by the list."""
    return Climbed(road, sum(each.listed for each in asked) if road is Road.STAFF else told)


def _share(asked: Iterable[Asked]) -> Share:
    asked = tuple(asked)
    return Share(len(asked), sum(each.is_known for each in asked))


def _shares(asked: Iterable[Asked], key: Callable[[Asked], Key]) -> dict[Key, Share]:
    groups: defaultdict[Key, list[Asked]] = defaultdict(list)
    for each in asked:
        groups[key(each)].append(each)
    return {name: _share(group) for name, group in groups.items()}


def _households(asked: Iterable[Asked]) -> Households:
    shares = _shares(asked, lambda each: each.household).values()
    whole = sum(each.known == each.asked for each in shares)
    return Households(len(shares), whole, sum(bool(each.known) for each in shares) - whole)


def _failures(asked: Sequence[Asked], letters: Letters) -> Failures:
    conditions = Counter(each.condition for each in asked)
    casualties = Counter(each.casualty for each in asked)
    return Failures(
        letters=letters,
        unreachable=sum(each.unreachable and not each.is_known for each in asked),
        contested=sum(each.contested for each in asked),
        silent=sum(not each.is_known for each in asked),
        injured=conditions[Condition.INJURED],
        needs_rescue=conditions[Condition.NEEDS_RESCUE],
        missing=casualties[Casualty.MISSING],
        dead=casualties[Casualty.DEAD],
    )
