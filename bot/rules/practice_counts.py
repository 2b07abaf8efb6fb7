"""Counts of the monthly drill, by district only where no number below three is told apart. Pure."""

from collections.abc import Mapping

from bot.core.practices import DistrictTook, MonthTook, Took
from bot.rules.area_summary import FEWEST


def month_took(month: str, by_district: Mapping[str, Took]) -> MonthTook:
    """`by_district`: district's name → its count; people without one stand at ""."""
    total = sum(by_district.values(), Took())
    return MonthTook(month, total, _told_apart(by_district))


def _told_apart(by_district: Mapping[str, Took]) -> tuple[DistrictTook, ...]:
    """The small ones stand together; where they are still few, the next larger goes with them.

    Else what is missing between the districts and the whole would be what was to be hidden.
    """
    told = [each for each in by_district if each and not _is_few(by_district[each])]
    large = sorted(told, key=lambda each: (by_district[each].asked, each))
    rest = sum((took for name, took in by_district.items() if name not in large), Took())
    while large and _is_few(rest):
        rest += by_district[large.pop(0)]
    if not large:
        return ()
    rows = [DistrictTook(each, by_district[each]) for each in sorted(large)]
    return (*rows, *((DistrictTook(None, rest),) if rest.asked else ()))


def _is_few(took: Took) -> bool:
    return 0 < took.asked < FEWEST or 0 < took.done < FEWEST
