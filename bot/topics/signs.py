"""The signs by which `routes` tells turns apart: what happened, which question is open, what was understood."""

from bot.core.conversation import State
from bot.core.events import (
    AccountLinked,
    ButtonTapped,
    FollowEnded,
    FollowStarted,
    GroupJoined,
    GroupLeft,
    LocationShared,
    MediaSent,
    MessageUnsent,
    Place,
    StickerSent,
    TextSaid,
)
from bot.core.taps import (
    AnswerForFamily,
    AskAboutFamily,
    AskListing,
    AskSummary,
    ChangeReport,
    ChooseRelative,
    ReportCondition,
    ReportEvacuated,
    ReportForReal,
    ReportNeed,
    ReportRefuge,
    ReportWhereabouts,
    SkipQuestion,
    StartReport,
)
from bot.core.turn import Turn
from bot.core.understanding import About, Condition, Intent
from bot.rules.ended_call import ends_call_for_help
from bot.rules.safety import Reading, is_distress, is_in_doubt, reading
from bot.rules.somebodys_life import tells_of_the_life_of_another
from bot.rules.where_and_who import is_in_danger_oneself, tells_where_and_who

_FAMILY_STATES = frozenset({State.AWAITING_RELATIVE, State.AWAITING_RELATIVES_CONDITION})
_NO_CHECK_IN = frozenset(
    {
        State.IDLE,
        State.AWAITING_CONSENT,
        State.AWAITING_LINK,
        State.AWAITING_UNLINK,
        State.AWAITING_END,
        State.AWAITING_SPEAKER,
        State.AWAITING_ROLL_CALL,
    }
)
OF_THE_CHECK_IN = frozenset({State.AWAITING_WHEREABOUTS, State.AWAITING_REFUGE, State.AWAITING_NEEDS})
"""Questions that can wait for another one."""
_REPORT_TAPS = (
    ReportCondition,
    ReportEvacuated,
    ReportWhereabouts,
    ReportNeed,
    ReportRefuge,
    ReportForReal,
    SkipQuestion,
    ChangeReport,
    StartReport,
)
_COMINGS_AND_GOINGS = (FollowStarted, FollowEnded, GroupJoined, GroupLeft, MessageUnsent, AccountLinked)
_CHATTER = frozenset({Intent.THANKS, Intent.HELP})


def wants_no_answer(turn: Turn) -> bool:
    return turn.event.silent or (turn.event.place is Place.GROUP and not came_or_went(turn))


def came_or_went(turn: Turn) -> bool:
    return isinstance(turn.event.what, _COMINGS_AND_GOINGS)


def sent_media(turn: Turn) -> bool:
    return isinstance(turn.event.what, StickerSent | MediaSent)


def puts_off_family(turn: Turn) -> bool:
    return isinstance(_tap(turn), SkipQuestion) and turn.conversation.state in _FAMILY_STATES


def answers_for_another(turn: Turn) -> bool:
    """A button that names somebody, an answer to a question about somebody, or words about somebody else."""
    tap = _tap(turn)
    if tap is not None:
        named = isinstance(tap, ReportCondition | ReportEvacuated | ReportForReal) and tap.about is not None
        return named or isinstance(tap, AnswerForFamily | ChooseRelative)
    waiting = turn.conversation.about is not None or turn.conversation.state is State.AWAITING_RELATIVE
    if waiting and isinstance(turn.event.what, TextSaid | LocationShared):
        return not (_asks_something_else(turn) or is_in_danger_oneself(turn))
    tells = _about_another(turn) and (_has_condition(turn) or _is_in_doubt(turn))
    return tells or tells_of_the_life_of_another(turn)


def reports_or_is_in_distress(turn: Turn) -> bool:
    """Buttons of the check-in, a location, words that hold a fact, or the place that was asked for."""
    if turn.person is not None and tells_where_and_who(turn) and not _ends_call_for_help(turn):
        return False
    if isinstance(turn.event.what, LocationShared) or isinstance(_tap(turn), _REPORT_TAPS):
        return not _tells_in_earnest_of_a_neighbour(turn)
    understood = turn.understanding
    if understood is None or _about_another(turn):
        return False
    if turn.conversation.state in (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER) or _ends_call_for_help(turn):
        return True
    told = reading(understood) is Reading.RECORD or is_distress(understood.condition) or is_in_doubt(understood)
    return told or (understood.intent is Intent.REPORT_STATUS and _has_fact(turn))


def tells_of_a_neighbour(turn: Turn) -> bool:
    """The answer to 「どこの、どなたですか」 about somebody the sender is not tied to."""
    waiting = turn.conversation.state is State.AWAITING_NAME and turn.person is not None
    answers = isinstance(turn.event.what, TextSaid | LocationShared)
    return waiting and (answers or _tells_in_earnest_of_a_neighbour(turn))


def _tells_in_earnest_of_a_neighbour(turn: Turn) -> bool:
    """「訓練ではなく、本当に」 under the words about somebody whom the sender is not tied to."""
    waiting = turn.conversation.state is State.AWAITING_NAME and turn.person is not None
    return waiting and isinstance(_tap(turn), ReportForReal)


def asks_about_family(turn: Turn) -> bool:
    return isinstance(_tap(turn), AskAboutFamily) or _intent(turn) is Intent.ASK_FAMILY


def asks_about_area(turn: Turn) -> bool:
    return isinstance(_tap(turn), AskSummary | AskListing) or _intent(turn) is Intent.ASK_AREA


def leaves_question_open(turn: Turn) -> bool:
    """Words that were not understood, or only a greeting, while a question waits for its answer."""
    if turn.understanding is None or turn.understanding.intent in _CHATTER:
        return False
    return has_open_question(turn) or _waits_for_help(turn)


def has_open_question(turn: Turn) -> bool:
    """Of the check-in; an offer of consent and the questions of linking have topics of their own."""
    return turn.conversation.state not in _NO_CHECK_IN or _unanswered(turn)


def _waits_for_help(turn: Turn) -> bool:
    """Whatever somebody in danger writes, they are told again that it was passed on."""
    check_in = turn.check_in_of(turn.incident)
    return check_in is not None and check_in.standing.condition is Condition.NEEDS_RESCUE


def _ends_call_for_help(turn: Turn) -> bool:
    """「助かりました」 is more than thanks, of somebody who has called for help."""
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or understood is None or not _waits_for_help(turn):
        return False
    return ends_call_for_help(understood, what.text)


def _unanswered(turn: Turn) -> bool:
    check_in = turn.check_in_of(turn.incident)
    return turn.incident is not None and (check_in is None or check_in.standing.condition is None)


def _asks_something_else(turn: Turn) -> bool:
    """In the middle of an answer for somebody, a new question is one; but 「実家です。職員の方は?」 holds the place."""
    if turn.understanding is None or _has_condition(turn) or turn.conversation.state is State.AWAITING_PLACE:
        return False
    return turn.understanding.intent in (Intent.ASK_AREA, Intent.HUMAN, Intent.HELP, Intent.SHARE)


def _is_in_doubt(turn: Turn) -> bool:
    return turn.understanding is not None and is_in_doubt(turn.understanding)


def _tap(turn: Turn) -> object | None:
    return turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None


def _intent(turn: Turn) -> Intent | None:
    return turn.understanding.intent if turn.understanding else None


def _about_another(turn: Turn) -> bool:
    return turn.understanding is not None and turn.understanding.about is About.OTHER


def _has_condition(turn: Turn) -> bool:
    return turn.understanding is not None and turn.understanding.condition is not None


def _has_fact(turn: Turn) -> bool:
    understood = turn.understanding
    return understood is not None and bool(understood.condition or understood.whereabouts or understood.needs)
