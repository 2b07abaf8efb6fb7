"""How many took part in the monthly drill, as staff may see it: counts, and no number that points at somebody."""

from dataclasses import dataclass

from bot.core.practices import MonthTook
from bot.rules.practice_counts import month_took
from bot.storage.database import Database
from bot.storage.quiet_days.practice_counts import PracticeCounts

MONTHS = 12
"""Shown; older ones stay in the table."""


@dataclass(frozen=True, slots=True)
class PracticeOverview:
    """`wishing`: who takes part at present; `months`: the newest first."""

    wishing: int
    months: tuple[MonthTook, ...]


async def read_practices(database: Database) -> PracticeOverview:
    counts = PracticeCounts(database)
    found = await counts.by_month()
    newest = sorted(found, reverse=True)[:MONTHS]
    return PracticeOverview(await counts.wishing(), tuple(month_took(each, found[each]) for each in newest))
