"""The counts of a district as bars: the same for the leader and for the association's group."""

from bot.core.replies import Bar, Style, text
from bot.core.reports import AreaSummary


def bars(counts: AreaSummary) -> tuple[Bar, ...]:
    asked = counts.asked
    return (
        Bar(text("area.answered"), counts.answered, asked),
        Bar(text("condition.safe"), counts.safe, asked, Style.GOOD),
        Bar(text("condition.injured"), counts.injured, asked, Style.WARNING),
        Bar(text("condition.needs_rescue"), counts.needs_rescue, asked, Style.DANGER),
        Bar(text("area.evacuated"), counts.evacuated, asked),
        Bar(text("area.silent"), counts.silent, asked, Style.QUIET),
    )
