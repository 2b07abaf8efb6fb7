"""「ふたりとも無事です」: said of all who share the phone, by one of them or by nobody knows whom."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.core.ask import Topic
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.replies import Say, text
from bot.core.requests import Request
from bot.core.taps import ReportCondition, SpeakForAll
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.incident_meant import incident_meant
from bot.rules.safety import Reading, is_distress, reading
from bot.topics.sharing.confirming import ask_who_answers, makes_smaller
from bot.topics.sharing.naming import speaks_for_all
from bot.topics.sharing.questions import names
from bot.topics.sharing.speaker import as_nobody, as_said_by, as_speaker, standing_of
from bot.topics.sharing.together import asking_once, for_each, merged

Take = Callable[[Turn], Topic[Outcome]]


def says_of_all(turn: Turn) -> Condition | None:
    """Tapped or in words, what is surely said of all of them."""
    what = turn.event.what
    if isinstance(what, ButtonTapped):
        return what.tap.condition if isinstance(what.tap, SpeakForAll) else None
    understood = turn.understanding
    if understood is None or not speaks_for_all(turn) or reading(understood) is not Reading.RECORD:
        return None
    return understood.condition


def take_for_all(turn: Turn, condition: Condition, take: Take) -> Topic[Outcome]:
    """A call for help at once, of each. Where somebody stands in need of help, nobody's is well before it is asked who.

    One who is known to speak says it of themselves, and for the others.
    """
    in_need = any(is_distress(standing_of(turn, each).condition) for each in turn.sharers)
    if in_need and not is_distress(condition):
        incident = incident_meant(turn)
        return ask_who_answers(turn, SpeakForAll(condition, incident.id if incident else None))
    speaker = turn.person
    others_smaller = any(makes_smaller(turn, each, condition) for each in turn.sharers if each != speaker)
    if speaker is not None and (others_smaller or not is_distress(condition)):
        return (yield from spoken_for_all(turn, speaker, condition, take))
    return _said_back(turn, condition, (yield from for_each(as_nobody(_of_one(turn)), take)))


def spoken_for_all(turn: Turn, speaker: Person, condition: Condition, take: Take) -> Topic[Outcome]:
    """Their own word, and their answer for each of the others."""
    turn = _of_one(replace(turn, conversation=turn.conversation.idle()))
    spoken = [as_speaker(turn, speaker, apart=True)]
    spoken += [as_said_by(turn, speaker, each, apart=True) for each in turn.sharers if each != speaker]
    outcomes: tuple[Outcome, ...] = ()
    known: dict[Request[Any], Any] = {}
    for each in spoken:
        outcomes = (*outcomes, (yield from asking_once(take(each), known)))
    return _said_back(turn, condition, merged(turn, outcomes))


def _of_one(turn: Turn) -> Turn:
    """The button as one that says it of whoever taps; words stay as they are."""
    what = turn.event.what
    if not (isinstance(what, ButtonTapped) and isinstance(what.tap, SpeakForAll)):
        return turn
    said = ReportCondition(what.tap.condition, what.tap.incident)
    return replace(turn, event=replace(turn.event, what=ButtonTapped(said)))


def _said_back(turn: Turn, condition: Condition, said: Outcome) -> Outcome:
    if is_distress(condition):
        return said
    thanks = text("sharing.all_received", people=names(turn.sharers), condition=text(f"condition.{condition}"))
    return replace(said, conversation=said.conversation.idle(), replies=(Say(thanks),))
