"""What an answer for somebody else says: the button, the place, or the words, as a report that names nobody yet."""

from dataclasses import replace

from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.ids import ReportId
from bot.core.reports import Means, Report, Source, Spot
from bot.core.taps import ReportCondition, ReportEvacuated, ReportForReal
from bot.core.turn import Turn
from bot.core.understanding import Condition, Understanding, Whereabouts
from bot.rules.ended_call import ends_call_for_help
from bot.rules.of_whom import without_subject
from bot.rules.place_said import is_place
from bot.rules.refuge import refuge_in
from bot.rules.safety import Reading, reading

_MAX_PLACE = 200


def said_of_them(turn: Turn, *, place_is_asked: bool) -> Report | None:
    """The statement as a blank report, or None where no condition (or place asked for) was said."""
    blank = _blank(turn)
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition=condition)):
            return replace(blank, means=Means.BUTTON, condition=condition)
        case ButtonTapped(ReportForReal()):
            return replace(blank, means=Means.BUTTON, condition=Condition.NEEDS_RESCUE)
        case ButtonTapped(ReportEvacuated()):
            return replace(blank, means=Means.BUTTON, condition=Condition.SAFE, whereabouts=Whereabouts.SHELTER)
        case LocationShared(latitude, longitude, label):
            return replace(blank, means=Means.LOCATION, spot=Spot(latitude, longitude, label))
        case TextSaid(words):
            return _worded(turn, blank, words, place_is_asked=place_is_asked)
        case _:
            return None


def _worded(turn: Turn, blank: Report, words: str, *, place_is_asked: bool) -> Report | None:
    understood = turn.understanding
    if place_is_asked and is_place(words):
        blank = replace(blank, spot=Spot(words=words.strip()[:_MAX_PLACE] or None))
    condition = _condition_said(understood, words, place_is_asked=place_is_asked) if understood else None
    if understood is None or condition is None:
        return blank if blank.spot is not None else None
    where = understood.whereabouts
    refuge = refuge_in(words) if where is Whereabouts.ELSEWHERE else None
    return replace(blank, condition=condition, whereabouts=where, refuge=refuge, needs=understood.needs or None)


def _condition_said(understood: Understanding, words: str, *, place_is_asked: bool) -> Condition | None:
    """Where the place of somebody in danger was asked for, 「2階です、大丈夫です」 leaves their call as it stands.

    Only a word that ends it does: 「母は無事でした」, 「助かりました」 (promise 3).
    """
    ends = place_is_asked and ends_call_for_help(understood, without_subject(words))
    if ends:
        return Condition.SAFE
    if reading(understood) is not Reading.RECORD:
        return None
    is_of_the_place = place_is_asked and understood.condition in (Condition.SAFE, Condition.UNKNOWN)
    return None if is_of_the_place else understood.condition


def _blank(turn: Turn) -> Report:
    """Whom it is about, in which incident and by which relation is filled in when that is clear."""
    return Report(
        id=ReportId(turn.new_id("report")),
        about=None,
        incident=None,
        drill=False,
        conversation=turn.conversation.id,
        reporter=turn.person.id if turn.person else None,
        source=Source.FAMILY,
        label="",
        means=Means.WORDS,
        said_at=turn.event.occurred_at,
    )
