"""What a person just said about themselves, read from a tap, from words or from a shared location."""

import re
from dataclasses import dataclass, replace

from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.reports import Means, Refuge, Source, Spot, Standing
from bot.core.taps import (
    ReportCondition,
    ReportEvacuated,
    ReportForReal,
    ReportNeed,
    ReportRefuge,
    ReportWhereabouts,
    SkipQuestion,
)
from bot.core.turn import Turn
from bot.core.understanding import About, Condition, Intent, Need, Understanding, Whereabouts
from bot.rules.ended_call import ends_call_for_help, is_taken_back
from bot.rules.incident_meant import incident_meant, only_denies_drill, says_in_earnest
from bot.rules.place_said import is_place
from bot.rules.refuge import refuge_in
from bot.rules.safety import Reading, is_distress, is_in_doubt, reading
from bot.rules.taken_back import without_taking_back

_MAX_PLACE = 200
_YES = re.compile(r"\W*(?:はい|ええ|うん|んだ|yes)", re.IGNORECASE)
_NOTHING_LACKING = frozenset({Intent.DENY, Intent.THANKS})


@dataclass(frozen=True, slots=True)
class Statement:
    """Facts not spoken of are None. `skipped`: the open question is to be dropped.

    `reassures`: 「大丈夫です」 of somebody who has called for help and not said that it is over (promise 3).
    """

    means: Means = Means.WORDS
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] | None = None
    spot: Spot | None = None
    skipped: bool = False
    reassures: bool = False
    refuge: Refuge | None = None

    @property
    def says_something(self) -> bool:
        told = (self.condition, self.whereabouts, self.needs, self.spot, self.refuge)
        return any(each is not None for each in told)


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
        case ReportRefuge(refuge=refuge):
            return Statement(Means.BUTTON, whereabouts=_whereabouts_of(refuge), refuge=refuge)
        case ReportNeed(need=need):
            return Statement(Means.BUTTON, needs=() if need is None else (need,))
        case ReportForReal():
            return Statement(Means.BUTTON, condition=Condition.NEEDS_RESCUE)
        case SkipQuestion():
            return Statement(Means.BUTTON, skipped=True)
        case _:
            return Statement()


def _worded(turn: Turn, words: str) -> Statement:
    """「訓練ではありません」 of somebody who has called for help is that call once more, now in earnest."""
    statement = _understood(turn, words)
    if says_in_earnest(turn) and not is_distress(statement.condition):
        return replace(statement, condition=Condition.NEEDS_RESCUE)
    return statement


def _understood(turn: Turn, words: str) -> Statement:
    understood = turn.understanding
    if understood is None:
        return Statement()
    if understood.about is About.OTHER:
        return Statement(spot=_place_at_another(turn, understood, words))
    condition = understood.condition if reading(understood) is Reading.RECORD else None
    whereabouts = None if understood.unsure else understood.whereabouts
    needs = understood.needs or None
    if has_called(turn):
        return _of_somebody_in_danger(turn, Statement(Means.WORDS, condition, whereabouts, needs), words)
    if turn.conversation.state is State.AWAITING_NEEDS and needs is None and not is_in_doubt(understood):
        return _about_needs(turn, understood.intent, condition, whereabouts)
    return _with_refuge(turn, Statement(Means.WORDS, condition, whereabouts, needs), words)


def _with_refuge(turn: Turn, said: Statement, words: str) -> Statement:
    """A car, an upper floor: where the words say that they are elsewhere, or where that was just asked."""
    was_asked = turn.conversation.state is State.AWAITING_REFUGE
    is_about_it = was_asked and said.whereabouts is None
    refuge = refuge_in(words) if is_about_it or said.whereabouts in (Whereabouts.ELSEWHERE, Whereabouts.HOME) else None
    if refuge is None or (said.whereabouts is Whereabouts.HOME and refuge is not Refuge.UPSTAIRS):
        return said
    return replace(said, whereabouts=_whereabouts_of(refuge), refuge=refuge)


def _whereabouts_of(refuge: Refuge) -> Whereabouts:
    return Whereabouts.HOME if refuge is Refuge.UPSTAIRS else Whereabouts.ELSEWHERE


def has_called(turn: Turn) -> bool:
    """The person's own call for help stands, or its place or its end is asked for."""
    if turn.conversation.state in (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER):
        return True
    check_in = turn.check_in_of(incident_meant(turn))
    standing = check_in.standing if check_in else Standing()
    return standing.condition is Condition.NEEDS_RESCUE and standing.source is Source.SELF


def _of_somebody_in_danger(turn: Turn, said: Statement, words: str) -> Statement:
    """Only a word that ends the call ends it; beside where they are, 「大丈夫です」 is asked once more.

    「2階です、足をけがした」 tells where to go, and makes the call no smaller.
    """
    if turn.understanding is not None and _ends(turn, turn.understanding, words):
        return replace(said, condition=Condition.SAFE)
    is_safe = said.condition is Condition.SAFE
    reassures = is_safe or is_taken_back(words)
    if turn.conversation.state is not State.AWAITING_PLACE:
        return replace(said, condition=None if is_safe else said.condition, reassures=reassures)
    condition = said.condition if said.condition is Condition.NEEDS_RESCUE else None
    spot = None if only_denies_drill(turn) else _place(words)
    return replace(said, condition=condition, spot=spot, reassures=reassures)


def _ends(turn: Turn, understood: Understanding, words: str) -> bool:
    if ends_call_for_help(understood, words):
        return True
    asked = turn.conversation.state is State.AWAITING_STILL_IN_DANGER
    well = understood.condition is Condition.SAFE and reading(understood) is Reading.RECORD
    unsaid = not is_distress(understood.condition) and is_taken_back(words)
    denied = well or understood.intent is Intent.DENY or unsaid
    return asked and _YES.match(without_taking_back(words)) is None and denied


def _place(words: str) -> Spot | None:
    """The words as they are, unless they hold no more than 「大丈夫です」 or 「いつ来ますか?」."""
    return Spot(words=words.strip()[:_MAX_PLACE]) if is_place(words) else None


def _place_at_another(turn: Turn, understood: Understanding, words: str) -> Spot | None:
    """「隣の渡部さんちにいる」 and 「娘の部屋」 name somebody else, and answer where the speaker is."""
    is_asked = turn.conversation.state is State.AWAITING_PLACE and turn.conversation.about is None
    return _place(words) if is_asked and understood.condition is None else None


def _about_needs(turn: Turn, intent: Intent, condition: Condition | None, whereabouts: Whereabouts | None) -> Statement:
    """「大丈夫」 and 「ない」 answer 「足りないものはありますか」, and say nothing new of an injury (promise 3)."""
    if condition is not Condition.SAFE and intent not in _NOTHING_LACKING:
        return Statement(Means.WORDS, condition, whereabouts)
    if _lacks_something(turn):
        return Statement(Means.WORDS, whereabouts=whereabouts, skipped=True)
    return Statement(Means.WORDS, whereabouts=whereabouts, needs=())


def _lacks_something(turn: Turn) -> bool:
    check_in = turn.check_in_of(incident_meant(turn))
    return check_in is not None and bool(check_in.standing.needs)
