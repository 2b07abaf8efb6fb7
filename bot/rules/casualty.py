"""What staff have on record of somebody missing or dead, and what ends it. Staff alone say it (standards.md 4.7)."""

from collections.abc import Sequence

from bot.core.reports import Casualty, Report, Source, Standing
from bot.core.understanding import Condition
from bot.rules.sighting import settles

_DISTRESS = frozenset({Condition.INJURED, Condition.NEEDS_RESCUE})
_KNOWN = _DISTRESS | {Condition.SAFE}


def on_record(by_time: Sequence[Report]) -> Report | None:
    """The newest record that nothing since has ended. `by_time`: the oldest first."""
    found: Report | None = None
    for report in by_time:
        if report.casualty is not None and report.source is Source.STAFF:
            found = report
        elif found is not None and _ends(report, found.casualty):
            found = None
    return found


def counting(record: Report | None, by_time: Sequence[Report]) -> Sequence[Report]:
    """What says how somebody is: of the missing all others have said; of the dead, since the record, distress alone.

    A good word from the telephone of the dead is checked and stands for nothing till then; a call for help always does.
    """
    said = [each for each in by_time if each.casualty is None]
    if record is None or record.casualty is Casualty.MISSING:
        return said
    later = by_time[by_time.index(record) :]
    return [each for each in later if each.condition in _DISTRESS]


def is_doubted(record: Report, by_time: Sequence[Report]) -> bool:
    """Somebody has said since how the person is, and staff have not checked it."""
    return any(each.condition in _KNOWN for each in by_time[by_time.index(record) :])


def speaks_against(report: Report, before: Standing) -> bool:
    """Good news of a person on record, which staff check before anybody is told."""
    if before.casualty is None or report.condition is not Condition.SAFE:
        return False
    return not _ends(report, before.casualty)


def _ends(report: Report, casualty: Casualty | None) -> bool:
    """A missing person who answers is found. Of the dead staff alone end it: the telephone is in other hands."""
    if report.condition not in _KNOWN or not settles(report):
        return False
    return casualty is Casualty.MISSING or report.source is Source.STAFF
