"""The closing report (報告) from what was asked and heard: pure, so that the same rows give the same report."""

from bot.rules.closing_report.asked import Asked, age_band, age_on, known_by
from bot.rules.closing_report.counting import MARK, Counted, counted
from bot.rules.closing_report.curve import PERCENTS, curve_of, milestones_of
from bot.rules.closing_report.times import times_of

__all__ = [
    "MARK",
    "PERCENTS",
    "Asked",
    "Counted",
    "age_band",
    "age_on",
    "counted",
    "curve_of",
    "known_by",
    "milestones_of",
    "times_of",
]
