"""What cannot wait for the answer to 「どなたですか」."""

from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.taps import ReportCondition, ReportForReal
from bot.core.turn import Turn
from bot.core.understanding import About
from bot.rules.ended_call import ends_call_for_help
from bot.rules.safety import Reading, is_distress, reading


def is_call_for_help(turn: Turn) -> bool:
    """Of whoever has the phone: clear, or possible. An injury counts: it may be either of them."""
    match turn.event.what:
        case ButtonTapped(ReportForReal(about=None)):
            return True
        case ButtonTapped(ReportCondition(condition=condition, about=None)):
            return is_distress(condition)
        case TextSaid():
            return not _is_about_another(turn) and _is_distressed(turn)
        case _:
            return False


def is_call_for_another(turn: Turn) -> bool:
    """Of somebody who is not one of those with the phone."""
    match turn.event.what:
        case ButtonTapped(ReportForReal(about=about)) if about is not None:
            return True
        case ButtonTapped(ReportCondition(condition=condition, about=about)) if about is not None:
            return is_distress(condition)
        case TextSaid():
            return _is_about_another(turn) and _is_distressed(turn)
        case _:
            return False


def tells_the_place(turn: Turn) -> bool:
    """A location is where the phone is, with whoever has it; words are a place where one was asked for.

    「もう大丈夫です」 is none: whose call for help it ends is asked.
    """
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid):
        return isinstance(what, LocationShared)
    ends = understood is not None and ends_call_for_help(understood, what.text)
    return turn.conversation.state is State.AWAITING_PLACE and not ends


def _is_distressed(turn: Turn) -> bool:
    understood = turn.understanding
    if understood is None:
        return False
    return reading(understood) is Reading.ASK_URGENTLY or (
        is_distress(understood.condition) and reading(understood) is Reading.RECORD
    )


def _is_about_another(turn: Turn) -> bool:
    return turn.understanding is not None and turn.understanding.about is About.OTHER
