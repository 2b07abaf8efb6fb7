"""Who speaks is asked, chosen, and the next of them asked in turn."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.records import ReportMade
from bot.core.replies import AskPlace, Say, text
from bot.core.taps import ChangeReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.emergency_call import CALL_119
from bot.rules.incident_meant import incident_meant
from bot.topics.sharing.questions import and_how_is, who_is_it, who_speaks
from bot.topics.sharing.speaker import as_speaker, sharer, standing_of

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
        return _place_asked(spoken, person)
    condition = standing_of(spoken, person).condition
    if incident is None or condition is not None:
        more = (welcome, Say(text(_more(condition))))
        return next_of_them(spoken, Outcome(spoken.conversation.idle(), more, drill=drill), said=True)
    asks = ButtonTapped(ChangeReport(incident.id))
    asked = yield from take(replace(spoken, event=replace(spoken.event, what=asks)))
    return replace(asked, replies=(welcome, *asked.replies))


def helped(turn: Turn, person: Person) -> Outcome:
    """Who needs help of them. It settles nobody: whoever holds the phone has only said whom it is about."""
    condition = standing_of(turn, person).condition
    meant = as_speaker(turn, person)
    if turn.conversation.state is State.AWAITING_PLACE:
        own = replace(meant, conversation=replace(meant.conversation, about=None))
        asked = _place_asked(own, person)
        about = person.id if turn.person != person else None
        conversation = replace(asked.conversation, person=turn.conversation.person, about=about)
        return replace(asked, conversation=conversation)
    incident = incident_meant(meant)
    replies = (Say(text("sharing.it_is_you", name=person.name)), Say(text(_more(condition))))
    said = Outcome(turn.conversation.idle(), replies, drill=bool(incident and incident.drill))
    return next_of_them(meant, said, said=True)


def _place_asked(spoken: Turn, person: Person) -> Outcome:
    """The place, once more: of whoever is named now, unless one of them answers for another."""
    incident, other = incident_meant(spoken), sharer(spoken, spoken.conversation.about)
    where = text("rescue.where_are_you")
    if other is not None and other != person:
        where = text("proxy.where", person=text("sharing.name", name=other.name))
    return Outcome(
        conversation=spoken.conversation if other != person else replace(spoken.conversation, about=None),
        replies=(Say(text("sharing.it_is_you", name=person.name)), AskPlace(where, (CALL_119,))),
        drill=bool(incident and incident.drill),
    )


def _more(condition: Condition | None) -> str:
    return "rescue.still_passed_on" if condition is Condition.NEEDS_RESCUE else "sharing.go_on"


def next_of_them(turn: Turn, outcome: Outcome, *, said: bool = False) -> Outcome:
    """When one has said all, the next who has not answered is asked on the same phone, or who may wait for help."""
    incident = incident_meant(turn)
    told = {each.report.about for each in outcome.records if isinstance(each, ReportMade)}
    made = said or told
    if turn.person is None or incident is None or not made or outcome.conversation.state is not State.IDLE:
        return outcome
    open_ = (Condition.NEEDS_RESCUE, None)
    others = (each for each in turn.sharers if each.id not in {turn.person.id, *told})
    other = next((each for each in others if standing_of(turn, each).condition in open_), None)
    if other is None:
        return outcome
    return replace(outcome, replies=(*outcome.replies, and_how_is(other, incident.id)))
