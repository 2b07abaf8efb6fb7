"""Which incident somebody speaks of. Where a real one is open, or may be, nothing said is taken for a drill."""

import re
from dataclasses import replace

from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.incidents import Incident
from bot.core.taps import ReportCondition, ReportForReal, Tap
from bot.core.turn import Turn
from bot.core.understanding import Condition
from bot.rules.safety import is_distress

_NO_DRILL = re.compile(r"(訓練|くんれん)(では|じゃ|で)(な|あり|ね)|not (a|the) drill|no drill", re.IGNORECASE)
_ONLY_NO_DRILL = re.compile(
    r"\W*(?:いいえ|いや|違います|ちがいます|あの|えっと)?\W*(?:これ|それ|いま|今|今の|いまの)?(?:は|も)?(?:訓練|くんれん)"
    r"(?:では|じゃ|で)(?:ありません|ないです|ない|なく本番|ねえ|ねぇ|ね)(?:です|んです)?(?:よ|ぞ|から|って)?\W*"
    r"|\W*(?:this is )?(?:not (?:a|the) drill|no drill)\W*",
    re.IGNORECASE,
)
"""「訓練ではありません」 and no more."""

_IN_EARNEST = re.compile(r"本当に|ほんとに|ほんとうに|\b(for real|really)\b", re.IGNORECASE)
_FOLLOW_UPS = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER, State.AWAITING_NAME})
_CAN_WAIT = frozenset({State.AWAITING_WHEREABOUTS, State.AWAITING_REFUGE, State.AWAITING_NEEDS})
_OF_SAFETY = ("check_in.", "family.")


def incident_meant(turn: Turn, among: tuple[Incident, ...] | None = None) -> Incident | None:
    """That of the button, or of the open question; the foremost otherwise. None: said in earnest amid drills.

    `among` are the open incidents that concern whom it is about, the foremost first: the speaker's own by default.
    A button of an incident that is over leads to the foremost open one: better asked twice than lost. Words, which
    name no incident, are never a drill's while a real one is open (promise 5).
    """
    incidents = turn.incidents if among is None else among
    foremost = incidents[0] if incidents else None
    if foremost is None or (foremost.drill and is_in_earnest(turn)):
        return None
    named = _named(turn)
    asked = _found(incidents, named or turn.conversation.incident) or foremost
    in_words = named is None and asked.drill
    return foremost if in_words and not foremost.drill else asked


def _found(incidents: tuple[Incident, ...], id_: str | None) -> Incident | None:
    return next((each for each in incidents if each.id == id_), None)


def without_question_left(turn: Turn) -> Turn:
    """As if nothing had been asked, where what is open was asked in a drill and these are words in a real incident.

    So too with what may wait (where, what is lacking) of an incident before the one that asks now how somebody is. The
    place of a real call for help stays asked; and 「訓練ではありません」 speaks of the call that the drill took.
    """
    is_said = isinstance(turn.event.what, TextSaid | LocationShared) and not says_in_earnest(turn)
    left = is_said and turn.incident is not None and not turn.incident.drill and _is_left(turn, turn.incident)
    return replace(turn, conversation=turn.conversation.idle()) if left else turn


def _is_left(turn: Turn, incident: Incident) -> bool:
    conversation = turn.conversation
    if conversation.incident in (None, incident.id) or not conversation.state.startswith(_OF_SAFETY):
        return False
    asked_in = _found((*turn.incidents, *turn.open_incidents), conversation.incident)
    check_in = turn.check_in_of(incident)
    is_silent = check_in is None or check_in.standing.condition is None
    return (asked_in is not None and asked_in.drill) or (conversation.state in _CAN_WAIT and is_silent)


def is_in_earnest(turn: Turn) -> bool:
    """Said in the middle of a drill: this is none. Or the place and the name that were asked for after that."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, ReportForReal) or _is_bare_call(tap)
        case TextSaid() if says_in_earnest(turn):
            return True
        case _:
            return turn.conversation.state in _FOLLOW_UPS and turn.conversation.incident is None


def _is_bare_call(tap: Tap) -> bool:
    """「助けてほしい」 of a card that named no incident: a card of a drill names its own."""
    return isinstance(tap, ReportCondition) and tap.condition is Condition.NEEDS_RESCUE and tap.incident is None


def only_denies_drill(turn: Turn) -> bool:
    """「これは訓練ではありません」 and no more, from whomever."""
    what = turn.event.what
    return isinstance(what, TextSaid) and _ONLY_NO_DRILL.fullmatch(what.text) is not None


def says_in_earnest(turn: Turn) -> bool:
    """「訓練ではありません」 of somebody who calls for help, or 「本当に助けて」, in words of one's own."""
    what = turn.event.what
    if not isinstance(what, TextSaid):
        return False
    calls = turn.understanding is not None and is_distress(turn.understanding.condition)
    if calls and _IN_EARNEST.search(what.text):
        return True
    return (calls or _has_called(turn)) and _NO_DRILL.search(what.text) is not None


def _has_called(turn: Turn) -> bool:
    check_in = turn.check_in_of(turn.incident)
    in_danger = check_in is not None and check_in.standing.condition is Condition.NEEDS_RESCUE
    return in_danger or turn.conversation.state in (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER)


def is_of_the_past(turn: Turn, incident: Incident | None) -> bool:
    """A button of another incident, that is over, or something said before this one began: nothing of today."""
    if incident is None:
        return False
    return _named(turn) not in (None, incident.id) or turn.event.occurred_at < incident.opened_at


def _named(turn: Turn) -> str | None:
    what = turn.event.what
    named: str | None = getattr(what.tap, "incident", None) if isinstance(what, ButtonTapped) else None
    return named
