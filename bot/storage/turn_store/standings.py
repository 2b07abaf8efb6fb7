"""Which check-ins a batch of turns touches, and what each becomes. Pure: the memory twin uses it as well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.ids import IncidentId, PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import CheckInBegan, ReportMade
from bot.core.reports import Casualty, CheckIn, Progress, Report, Source
from bot.core.understanding import Condition
from bot.rules.safety import standing

Key = tuple[IncidentId, PersonId]

_NO_ANSWER = (None, Condition.UNKNOWN)
"""「わからない」 about somebody is kept, but that person is still silent."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The keys of the check-ins, sorted (the order in which they are locked), and those whose person began."""

    keys: tuple[Key, ...]
    began: frozenset[Key]


def touched_by(turns: Iterable[FinishedTurn]) -> Touched:
    reported: set[Key] = set()
    began: set[Key] = set()
    for record in (record for turn in turns for record in turn.outcome.records):
        match record:
            case ReportMade(Report(about=about, incident=incident)) if about and incident:
                reported.add((incident, about))
            case CheckInBegan(incident=incident, person=person):
                began.add((incident, person))
            case _:
                pass
    return Touched(tuple(sorted(reported | began)), frozenset(began))


def check_in_after(key: Key, before: Progress, reports: Sequence[Report], *, began: bool) -> CheckIn:
    """Progress only ever goes forward; what stands follows from all reports, in whatever order they came."""
    incident, person = key
    return CheckIn(incident, person, _progress(before, reports, began=began), standing(reports))


def check_in_without(key: Key, reports: Sequence[Report], *, was_asked: bool) -> CheckIn:
    """After a report was taken out as wrong: as if it had never been made. Whoever has said nothing else is silent."""
    incident, person = key
    start = Progress.SENT if was_asked else Progress.NOT_SENT
    return CheckIn(incident, person, _progress(start, reports, began=False), standing(reports))


def _progress(before: Progress, reports: Sequence[Report], *, began: bool) -> Progress:
    if before is Progress.ANSWERED or any(_is_answer(each) for each in reports):
        return Progress.ANSWERED
    if began or any(each.source is Source.SELF for each in reports):
        return Progress.BEGAN
    return before


def _is_answer(report: Report) -> bool:
    """Nobody waits for an answer of the dead; the missing are asked as ever."""
    return report.condition not in _NO_ANSWER or report.casualty is Casualty.DEAD
