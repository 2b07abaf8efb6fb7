"""What is said of one of them by whoever has the phone: their own word, or that of another who answers for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.taps import ReportForReal, SpeakForAll
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.incident_meant import incident_meant
from bot.rules.safety import is_distress
from bot.topics.sharing.choosing import ask_who, asked_too, chosen, next_of_them
from bot.topics.sharing.confirming import ask_who_answers, condition_in, is_out_of_date, makes_smaller
from bot.topics.sharing.everybody import spoken_for_all
from bot.topics.sharing.questions import Said, and_how_is, who_answers
from bot.topics.sharing.speaker import NamingTap, as_nobody, as_said_by, named_by_button, sharer, standing_of

Take = Callable[[Turn], Topic[Outcome]]


def take_named(turn: Turn, person: Person, own: Turn, take: Take) -> Topic[Outcome]:
    """「会津 花子さん: 無事」. `own` is the turn in which they say it of themselves.

    While another is known to speak, it is theirs only after a question; and so it is while nobody is, where they stand
    in need of help. A call for help is recorded first, as the word of the one who is known to speak.
    """
    said = own.event.what.tap if isinstance(own.event.what, ButtonTapped) else None
    in_need = is_distress(standing_of(turn, person).condition)
    if turn.person == person or (turn.person is None and not in_need) or not isinstance(said, NamingTap):
        return next_of_them(own, (yield from take(own)))
    named = replace(said, about=person.id)
    condition = Condition.NEEDS_RESCUE if isinstance(named, ReportForReal) else condition_in(named)
    if isinstance(named, ReportForReal):
        return asked_too(turn, (yield from _called(turn, person, own, take)))
    if is_distress(condition) and (turn.person is not None or not makes_smaller(turn, person, condition)):
        called = yield from _called(turn, person, own, take)
        return replace(called, replies=(*called.replies, who_answers(turn, named)))
    return ask_who_answers(turn, named)


def _called(turn: Turn, person: Person, own: Turn, take: Take) -> Topic[Outcome]:
    """As the word of the one who speaks; as their own where nobody is known to, which settles nobody."""
    if turn.person is not None:
        return (yield from take(as_said_by(turn, turn.person, person)))
    called = yield from take(own)
    about = person.id if called.conversation.state is State.AWAITING_PLACE else None
    return replace(called, conversation=replace(called.conversation, person=None, about=about))


def take_word(turn: Turn, speaker: Person, said: Said, asked: datetime, take: Take) -> Topic[Outcome]:
    """Now it is known who answers: from here on it is them who speak."""
    if is_out_of_date(turn, said, asked):
        return _asked_anew(turn, said)
    turn = replace(turn, event=replace(turn.event, what=ButtonTapped(said)), understanding=None)
    if isinstance(said, SpeakForAll):
        return (yield from spoken_for_all(turn, speaker, said.condition, take))
    other, own = sharer(turn, said.about), named_by_button(turn)
    if other is None or own is None:
        return ask_who(as_nobody(turn))
    if other == speaker:
        spoken = replace(own[1], conversation=own[1].conversation.idle())
    elif condition_in(said) is None or is_distress(condition_in(said)):
        return (yield from chosen(as_nobody(turn), speaker, take))
    else:
        spoken = as_said_by(turn, speaker, other)
    return next_of_them(spoken, (yield from take(spoken)))


def _asked_anew(turn: Turn, said: Said) -> Outcome:
    """How they are, after all that has happened since: of several, whoever stands in need of help."""
    people = turn.sharers if isinstance(said, SpeakForAll) else (sharer(turn, said.about),)
    known = [each for each in people if each is not None]
    if not known:
        return ask_who(as_nobody(turn))
    incident = incident_meant(turn)
    person = next((each for each in known if is_distress(standing_of(turn, each).condition)), known[0])
    question = and_how_is(person, incident.id if incident else None)
    return Outcome(turn.conversation, (question,), drill=bool(incident and incident.drill))
