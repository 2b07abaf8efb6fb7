"""Who has said something, and not yet how they are: nobody hears of a silence that is none (promise 4)."""

from dataclasses import replace

from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, MediaSent, Place, StickerSent, TextSaid
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.records import CheckInBegan, ReportMade
from bot.core.replies import Text, text
from bot.core.reports import Progress, Report, Source
from bot.core.turn import Outcome, Turn
from bot.rules.incident_meant import incident_meant

_SAYINGS = TextSaid | ButtonTapped | LocationShared | StickerSent | MediaSent
"""Whoever adds or blocks the account, signs in or takes a message back has said nothing."""
_NO_LONGER_SILENT = frozenset({Progress.BEGAN, Progress.ANSWERED})


def with_begun(turn: Turn, outcome: Outcome) -> Outcome:
    """The outcome, with a record for each question that the speaker has left open and is now known to be there for.

    What is said in a group is said to the others there, and kept of nobody.
    """
    who = _speaker(turn, outcome)
    if who is None or turn.event.place is not Place.PRIVATE or not isinstance(turn.event.what, _SAYINGS):
        return outcome
    begun = tuple(CheckInBegan(each.id, who) for each in _of_this_world(turn) if _begins(turn, outcome, each, who))
    return replace(outcome, records=(*outcome.records, *begun)) if begun else outcome


def no_answer(*, begun: bool) -> Text:
    """What family and supporters read of whoever has not answered; of what was written they read nothing."""
    return text("family.began" if begun else "family.no_answer_yet")


def _speaker(turn: Turn, outcome: Outcome) -> PersonId | None:
    """On a shared phone whoever is settled by now; while nobody is, nobody has begun: the silent one may be another."""
    if turn.sharers:
        return outcome.conversation.person
    return turn.person.id if turn.person else None


def _of_this_world(turn: Turn) -> tuple[Incident, ...]:
    """All real ones, or all drills, whichever was spoken of, that had begun when it was said (promise 5).

    Words are of the real ones as soon as there is any; a button of a drill says nothing of them.
    """
    meant = incident_meant(turn)
    if meant is None:
        return ()
    of_this_world = (each for each in turn.incidents if each.drill is meant.drill)
    return tuple(each for each in of_this_world if each.opened_at <= turn.event.occurred_at)


def _begins(turn: Turn, outcome: Outcome, incident: Incident, who: PersonId) -> bool:
    """Asked and silent until now; or in no list of those who were asked, and asked by this very turn.

    A report of one's own moves the check-in by itself.
    """
    check_ins = (each for each in turn.check_ins if (each.incident, each.person) == (incident.id, who))
    check_in = next(check_ins, None)
    if check_in is None:
        asked = outcome.conversation
        return asked.state is State.AWAITING_CONDITION and asked.incident == incident.id
    return check_in.progress not in _NO_LONGER_SILENT and not _tells(outcome, incident, who)


def _tells(outcome: Outcome, incident: Incident, who: PersonId) -> bool:
    reports = (each.report for each in outcome.records if isinstance(each, ReportMade))
    return any(_is_own(each, incident, who) for each in reports)


def _is_own(report: Report, incident: Incident, who: PersonId) -> bool:
    return report.source is Source.SELF and (report.incident, report.about) == (incident.id, who)
