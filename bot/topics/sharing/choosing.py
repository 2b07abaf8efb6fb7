"""Who speaks is asked, chosen, and the next of them asked in turn."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.records import ReportMade
from bot.core.replies import AskPlace, Say, text
from bot.core.reports import Standing
from bot.core.taps import ChangeReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.incident_meant import incident_meant
from bot.topics.sharing.questions import and_how_is, who_is_it, who_speaks
from bot.topics.sharing.speaker import as_speaker

Take = Callable[[Turn], Topic[Outcome]]


def ask_who(turn: Turn) -> Outcome:
    """Nothing is recorded yet: what was said waits in the buttons."""
    incident = incident_meant(turn)
    waiting = turn.conversation.at(State.AWAITING_SPEAKER, incident=incident.id if incident else None)
    return Outcome(waiting, (who_is_it(turn),), drill=bool(incident and incident.drill))


def asked_too(turn: Turn, outcome: Outcome) -> Outcome:
    """The same outcome, and the question who speaks."""
    return replace(outcome, replies=(*outcome.replies, who_speaks(turn)))


def chosen(turn: Turn, person: Person, take: Take) -> Topic[Outcome]:
    """The one who has the phone now. Who called for help is still asked for the place; who has not answered, how."""
    spoken = as_speaker(turn, person)
    incident = incident_meant(spoken)
    welcome = Say(text("sharing.it_is_you", name=person.name))
    drill = bool(incident and incident.drill)
    if spoken.conversation.state is State.AWAITING_PLACE:
        return Outcome(spoken.conversation, (welcome, AskPlace(text("rescue.where_are_you"))), drill=drill)
    condition = _standing(spoken, person).condition
    if incident is None or condition is not None:
        in_danger = condition is Condition.NEEDS_RESCUE
        more = Say(text("rescue.still_passed_on") if in_danger else text("sharing.go_on"))
        return next_of_them(spoken, Outcome(spoken.conversation.idle(), (welcome, more), drill=drill), said=True)
    asks = ButtonTapped(ChangeReport(incident.id))
    asked = yield from take(replace(spoken, event=replace(spoken.event, what=asks)))
    return replace(asked, replies=(welcome, *asked.replies))


def next_of_them(turn: Turn, outcome: Outcome, *, said: bool = False) -> Outcome:
    """When one has said all, the next who has not answered is asked on the same phone, or who may wait for help."""
    incident = incident_meant(turn)
    made = said or any(isinstance(each, ReportMade) for each in outcome.records)
    if turn.person is None or incident is None or not made or outcome.conversation.state is not State.IDLE:
        return outcome
    open_ = (Condition.NEEDS_RESCUE, None)
    others = (each for each in turn.sharers if each.id != turn.person.id)
    other = next((each for each in others if _standing(turn, each).condition in open_), None)
    if other is None:
        return outcome
    return replace(outcome, replies=(*outcome.replies, and_how_is(other, incident.id)))


def _standing(turn: Turn, person: Person) -> Standing:
    check_in = as_speaker(turn, person).check_in_of(incident_meant(turn))
    return check_in.standing if check_in is not None else Standing()
