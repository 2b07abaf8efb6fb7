"""What stands about a person's safety, and what an understanding may do to it (promise 3).

Two rules carry everything. Distress is never read as safe: what is unsure is asked. And among statements that nobody
has settled yet, the worst one stands.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.core.reports import Means, Refuge, Report, Source, Standing
from bot.core.understanding import Condition, Intent, Understanding
from bot.rules import casualty
from bot.rules.sighting import SETTLING, replaces, settles, weight

SURE_ENOUGH = 0.6
"""Below this confidence a condition is asked, not recorded."""

_Speaker = tuple[Source, str, bool]
"""Source, who it was, and whether it was only seen from afar beside what the same speaker knows better."""

_SEVERITY = {Condition.UNKNOWN: 0, Condition.SAFE: 1, Condition.INJURED: 2, Condition.NEEDS_RESCUE: 3}


class Reading(StrEnum):
    """What may be done with the words of a person."""

    RECORD = "record"
    ASK = "ask"
    ASK_URGENTLY = "ask_urgently"
    """There is a sign of distress, but it is not clear: ask, and let staff know at once."""
    NOTHING = "nothing"


def reading(understanding: Understanding) -> Reading:
    """Distress that is clear is recorded; safe needs certainty; everything between is asked."""
    condition = understanding.condition
    if condition is None:
        return Reading.ASK if understanding.unsure else Reading.NOTHING
    sure = not understanding.unsure and understanding.confidence >= SURE_ENOUGH
    if sure:
        return Reading.RECORD
    return Reading.ASK_URGENTLY if is_distress(condition) else Reading.ASK


def is_in_doubt(understanding: Understanding) -> bool:
    """Something was told of how somebody is, and it is not clear what: 「大丈夫じゃない」, 「動けないかも」."""
    told = understanding.intent is Intent.REPORT_STATUS
    return told and reading(understanding) in (Reading.ASK, Reading.ASK_URGENTLY)


def tells_how(understanding: Understanding) -> bool:
    """How somebody is was said, or called into doubt. Where somebody is, sure or not, is none of that."""
    in_doubt = is_in_doubt(understanding) and understanding.whereabouts is None
    return understanding.condition is not None or in_doubt


def is_distress(condition: Condition | None) -> bool:
    return condition in (Condition.INJURED, Condition.NEEDS_RESCUE)


def is_less(condition: Condition | None, than: Condition | None) -> bool:
    """Less bad: none at all is the least, and a need of rescue the most."""
    return _SEVERITY[condition or Condition.UNKNOWN] < _SEVERITY[than or Condition.UNKNOWN]


def standing(reports: Iterable[Report]) -> Standing:
    """What holds after all reports about one person in one incident, in whatever order they came in.

    Within one source the newer statement replaces the older. The person's own word, or that of staff, ends what was
    said before it; but 「足をけがした」 makes their own call for help no smaller. A flag on the door, or a neighbour's
    word, ends nothing and makes nobody's distress smaller. Among what remains the worst stands; if the rest disagrees,
    it is contested. Of somebody on record as missing or dead: `bot.rules.casualty`.
    """
    by_time = sorted(reports, key=lambda report: (report.said_at, report.id))
    if not by_time:
        return Standing()
    open_statements, record = _open_statements(by_time), casualty.on_record(by_time)
    worst = max(open_statements, key=_weight, default=None)
    speaker, counting = worst or by_time[-1], casualty.since(record, by_time)
    return Standing(
        condition=worst.condition if worst else None,
        whereabouts=next((each.whereabouts for each in reversed(counting) if each.whereabouts), None),
        needs=next((each.needs for each in reversed(counting) if each.needs is not None), None),
        spot=next((each.spot for each in reversed(counting) if each.spot), None),
        source=speaker.source,
        label=speaker.label,
        reporter=speaker.reporter,
        said_at=speaker.said_at,
        refuge=_refuge(counting),
        sighting=speaker.sighting,
        contested=_disagree(open_statements) or (record is not None and casualty.is_doubted(record, by_time)),
        casualty=record.casualty if record else None,
        casualty_at=record.said_at if record else None,
    )


def _disagree(statements: list[Report]) -> bool:
    return len({each.condition for each in statements} - {Condition.UNKNOWN}) > 1


def _refuge(by_time: Sequence[Report]) -> Refuge | None:
    """Of the last word on where somebody is: whoever has gone on to a shelter is in no car any more."""
    last = next((each for each in reversed(by_time) if each.refuge or each.whereabouts), None)
    return last.refuge if last else None


def is_overtaken(report: Report, before: Standing) -> bool:
    """Said before the word that settled what stands, and delivered late (line.md 1.7)."""
    if report.condition is None or before.said_at is None or before.source not in SETTLING:
        return False
    return report.said_at < before.said_at


def _open_statements(by_time: Sequence[Report]) -> list[Report]:
    """The newest statement of each speaker since (and with) the last word that settles."""
    latest: dict[_Speaker, Report] = {}
    for report in by_time:
        if report.condition is None or _only_adds(report, latest.get(_speaker(report))):
            continue
        if settles(report):
            latest.clear()
        latest[_place(report, latest)] = report
    return list(latest.values())


def _speaker(report: Report) -> _Speaker:
    return (report.source, report.reporter or report.conversation, False)


def _place(report: Report, latest: dict[_Speaker, Report]) -> _Speaker:
    """In the place of the speaker's older statement; beside it where that may not be taken back from afar."""
    speaker = _speaker(report)
    beside = (*speaker[:2], True)
    before = latest.get(speaker)
    if before is not None and not replaces(report, before):
        return beside
    latest.pop(beside, None)
    return speaker


def _only_adds(report: Report, before: Report | None) -> bool:
    """Words of an injury from somebody whose own call for help stands: a button would have changed it.

    And 「わからない」 of whoever has told of distress: that is no news of how they are.
    """
    if report.condition is Condition.UNKNOWN:
        return before is not None and is_distress(before.condition)
    called = before is not None and before.condition is Condition.NEEDS_RESCUE
    return called and report.condition is Condition.INJURED and report.means is Means.WORDS


def _weight(report: Report) -> tuple[int, int, str]:
    """Worst first; among equals what is known best, and then the newest."""
    severity = _SEVERITY[report.condition or Condition.UNKNOWN]
    return (severity, weight(report.sighting), report.said_at.isoformat())
