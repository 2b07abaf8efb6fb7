"""What staff have on record of somebody missing or dead, and what ends it. Staff alone say it (standards.md 4.7)."""

from collections.abc import Sequence

from bot.core.reports import Casualty, Report, Source
from bot.core.understanding import Condition
from bot.rules.sighting import settles

_KNOWN = frozenset({Condition.SAFE, Condition.INJURED, Condition.NEEDS_RESCUE})


def on_record(by_time: Sequence[Report]) -> Report | None:
    """The newest record. `by_time`: the oldest first. A missing person who answers, or whom staff have met, is found;
    that somebody is dead ends only where staff take the record out.
    """
    found: Report | None = None
    for report in by_time:
        if report.casualty is not None and report.source is Source.STAFF:
            found = report
        elif found is not None and found.casualty is Casualty.MISSING and tells(report) and settles(report):
            found = None
    return found


def since(record: Report | None, by_time: Sequence[Report]) -> Sequence[Report]:
    """What counts of where somebody is and what is lacking: of the dead what was said after the record."""
    if record is None or record.casualty is Casualty.MISSING:
        return by_time
    return by_time[by_time.index(record) :]


def is_doubted(record: Report, by_time: Sequence[Report]) -> bool:
    """Somebody has said since how the person is, and staff have not checked it."""
    return any(map(tells, by_time[by_time.index(record) :]))


def tells(report: Report) -> bool:
    """How somebody is, good or bad."""
    return report.condition in _KNOWN
