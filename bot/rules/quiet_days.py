"""The clock of ordinary days: who is greeted now, and whose silence is told. Pure; days and hours are the city's.

A day counts as answered when anything at all came from the person since its midnight, in any chat. Nobody is greeted
long after their hour, nor while a real check-in asks them how they are.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.quiet_days import MonthlyDrill, QuietDays, QuietState

LATEST = 3
"""Hours after the chosen one: after a standstill nobody is greeted at night. Silence of that day is not counted."""
DRILL_LASTS = 6
"""Hours after its own hour in which the monthly drill may still go out."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What happens to somebody today. `unanswered`: greetings in a row that nobody answered before this one."""

    greets: bool
    unanswered: int = 0
    tells: bool = False
    """The contact hears of the silence now."""


def greeting(
    arranged: QuietDays, now: datetime, last_sign: datetime | None, *, in_incident: bool = False
) -> Greeting | None:
    """None: not now, and never on the day on which it was arranged. `now` and `last_sign` in the city's time zone.

    In a real incident the check-in takes the place of the greeting, and counting begins anew after it.
    """
    if arranged.state is not QuietState.ON or not arranged.hour <= now.hour < arranged.hour + LATEST:
        return None
    if arranged.greeted_on is not None and arranged.greeted_on >= now.date():
        return None
    if arranged.since.astimezone(now.tzinfo).date() >= now.date():
        return None
    if in_incident:
        return Greeting(greets=False)
    if not _is_unanswered(arranged, last_sign):
        return Greeting(greets=True)
    if _is_counted(arranged):
        return Greeting(greets=True, unanswered=arranged.unanswered)
    unanswered = arranged.unanswered + 1
    return Greeting(greets=True, unanswered=unanswered, tells=unanswered % arranged.days == 0)


def _is_unanswered(arranged: QuietDays, last_sign: datetime | None) -> bool:
    if arranged.greeted_on is None:
        return False
    return last_sign is None or last_sign.date() < arranged.greeted_on


def _is_counted(arranged: QuietDays) -> bool:
    """The last greeting was looked at on a day on which none could be paid for: one greeting counts once."""
    greeted, looked = arranged.greeted_on, arranged.looked_on
    return greeted is not None and looked is not None and looked > greeted


def hours_due(now: datetime) -> tuple[int, int]:
    """The earliest and the latest hour for which greetings may go out now."""
    return max(now.hour - LATEST + 1, 0), now.hour


def practice_month(drill: MonthlyDrill | None, now: datetime) -> str | None:
    """`2026-09` while that month's drill may go out; None at any other time."""
    if drill is None or now.day != drill.day or not drill.hour <= now.hour < drill.hour + DRILL_LASTS:
        return None
    return month_of(now)


def month_of(now: datetime) -> str:
    return f"{now:%Y-%m}"
