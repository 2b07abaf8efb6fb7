"""What a person just said about themselves, read from a tap, from words or from a shared location."""

from dataclasses import dataclass

from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.reports import Means, Spot
from bot.core.taps import ReportCondition, ReportEvacuated, ReportForReal, ReportNeed, ReportWhereabouts, SkipQuestion
from bot.core.turn import Turn
from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from bot.rules.safety import Reading, reading

_MAX_PLACE = 200
_NOTHING_LACKING = frozenset({Intent.DENY, Intent.THANKS})


@dataclass(frozen=True, slots=True)
class Statement:
    """Facts not spoken of are None. `skipped`: the open question is to be dropped."""

    means: Means = Means.WORDS
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] | None = None
    spot: Spot | None = None
    skipped: bool = False
    for_real: bool = False

    @property
    def says_something(self) -> bool:
        return any(each is not None for each in (self.condition, self.whereabouts, self.needs, self.spot))


def read(turn: Turn) -> Statement:
    """The statement of this turn; one that says nothing where it was not understood."""
    match turn.event.what:
        case ButtonTapped(tap):
            return _tapped(tap)
        case LocationShared(latitude, longitude, label):
            return Statement(Means.LOCATION, spot=Spot(latitude, longitude, label))
        case TextSaid(words):
            return _worded(turn, words)
        case _:
            return Statement()


def _tapped(tap: object) -> Statement:
    match tap:
        case ReportCondition(condition=condition):
            return Statement(Means.BUTTON, condition=condition)
        case ReportEvacuated():
            return Statement(Means.BUTTON, condition=Condition.SAFE, whereabouts=Whereabouts.SHELTER)
        case ReportWhereabouts(whereabouts=whereabouts):
            return Statement(Means.BUTTON, whereabouts=whereabouts)
        case ReportNeed(need=need):
            return Statement(Means.BUTTON, needs=() if need is None else (need,))
        case ReportForReal():
            return Statement(Means.BUTTON, condition=Condition.NEEDS_RESCUE, for_real=True)
        case SkipQuestion():
            return Statement(Means.BUTTON, skipped=True)
        case _:
            return Statement()


def _worded(turn: Turn, words: str) -> Statement:
    understood = turn.understanding
    if understood is None or understood.about is About.OTHER:
        return Statement()
    condition = understood.condition if reading(understood) is Reading.RECORD else None
    whereabouts = None if understood.unsure else understood.whereabouts
    needs = understood.needs or None
    if turn.conversation.state is State.AWAITING_PLACE and condition is not Condition.SAFE:
        place = Spot(words=words.strip()[:_MAX_PLACE] or None)
        return Statement(Means.WORDS, condition, whereabouts, needs, place)
    if turn.conversation.state is State.AWAITING_NEEDS and needs is None:
        return _about_needs(turn, understood.intent, condition, whereabouts)
    return Statement(Means.WORDS, condition, whereabouts, needs)


def _about_needs(turn: Turn, intent: Intent, condition: Condition | None, whereabouts: Whereabouts | None) -> Statement:
    """「大丈夫」 and 「ない」 answer 「足りないものはありますか」, and say nothing new of an injury (promise 3)."""
    if condition is not Condition.SAFE and intent not in _NOTHING_LACKING:
        return Statement(Means.WORDS, condition, whereabouts)
    if _lacks_something(turn):
        return Statement(Means.WORDS, whereabouts=whereabouts, skipped=True)
    return Statement(Means.WORDS, whereabouts=whereabouts, needs=())


def _lacks_something(turn: Turn) -> bool:
    check_in = turn.check_in_of(turn.incident_with(turn.conversation.incident))
    return check_in is not None and bool(check_in.standing.needs)


def is_for_real(turn: Turn, statement: Statement) -> bool:
    """In the middle of a drill somebody said that they do need help, and is telling us where (promise 5)."""
    waiting = turn.conversation.state is State.AWAITING_PLACE and turn.conversation.incident is None
    only_a_drill = turn.incident is None or turn.incident.drill
    return only_a_drill and (statement.for_real or waiting)
