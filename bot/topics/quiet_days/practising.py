"""The monthly drill: 「無事です」, 「家にいます」, thanks. No incident, no report, nobody else hears of it."""

from zoneinfo import ZoneInfo

from bot.core.ask import Topic, ask
from bot.core.people import Person
from bot.core.records import PracticeDone, PracticeEnded, PracticeWished
from bot.core.replies import Ask, Choice, Say, Text, text
from bot.core.requests import PracticeOf
from bot.core.taps import PracticeStep, Practise, StartReport
from bot.core.turn import Outcome, Turn
from bot.rules.greeting_message import practice_where
from bot.rules.quiet_days import month_of


def handle(turn: Turn, person: Person, practise: Practise) -> Topic[Outcome]:
    match practise.step:
        case PracticeStep.JOIN:
            return _joined(turn, person)
        case PracticeStep.LEAVE:
            return Outcome(turn.conversation.idle(), (Say(text("practice.left")),), (PracticeEnded(person.id),))
        case PracticeStep.SAFE | PracticeStep.HOME:
            return (yield from _tapped(turn, person, practise))


def _joined(turn: Turn, person: Person) -> Outcome:
    drill = turn.city.quiet_days.drill
    if drill is None:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.not_offered", phone=turn.city.phone)),))
    leave = Choice(text("practice.button.leave"), Practise(PracticeStep.LEAVE))
    said = text("practice.joined", day=drill.day, hour=drill.hour)
    return Outcome(turn.conversation.idle(), (Ask(said, (leave,)),), (PracticeWished(person.id, turn.now),))


def _tapped(turn: Turn, person: Person, practise: Practise) -> Topic[Outcome]:
    """In a real incident no tap of a drill is taken for an answer: the real question is one tap away (promise 5)."""
    if turn.incident is not None and not turn.incident.drill:
        real = Choice(text("button.start_report"), StartReport())
        return Outcome(turn.conversation, (Ask(text("practice.not_now"), (real,)),))
    known = yield from ask(PracticeOf(person.id))
    month = month_of(turn.now.astimezone(ZoneInfo(turn.city.time_zone)))
    if known is None:
        return _say(turn, text("practice.over.left"))
    if practise.month != month:
        return _say(turn, text("practice.over"))
    if practise.step is PracticeStep.SAFE:
        return Outcome(turn.conversation.idle(), (practice_where(month),), drill=True)
    return Outcome(
        turn.conversation.idle(), (Say(text("practice.thanks")),), (PracticeDone(person.id, month),), drill=True
    )


def _say(turn: Turn, words: Text) -> Outcome:
    return Outcome(turn.conversation.idle(), (Say(words),), drill=True)
