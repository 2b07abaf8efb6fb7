"""Which part of ordinary days a turn is about."""

from bot.core.ask import Topic
from bot.core.people import Person
from bot.core.replies import Ask, Button, Choice, Say, text
from bot.core.taps import (
    AnswerGreeting,
    ChooseQuietContact,
    ChooseQuietHour,
    ChooseQuietLength,
    Practise,
    StartLinking,
    TellFormerContact,
    WishQuietDays,
)
from bot.core.turn import Outcome, Turn
from bot.topics.quiet_days import answering, arranging, for_another, former_contact, practising, wishing
from bot.topics.quiet_days.signs import is_for_somebody_else, tap_of


def handle(turn: Turn) -> Topic[Outcome]:
    """Only for somebody whom the city knows, in a city that offers it."""
    if turn.person is None:
        link: tuple[Button, ...] = (Choice(text("linking.button.start"), StartLinking()),)
        return Outcome(turn.conversation.idle(), (Ask(text("quiet.not_linked"), link),))
    if not turn.city.quiet_days.offered:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.not_offered", phone=turn.city.phone)),))
    if is_for_somebody_else(turn):
        return (yield from for_another.whom(turn, turn.person))
    return (yield from _by_tap(turn, turn.person, tap_of(turn)))


def _by_tap(turn: Turn, person: Person, tap: object) -> Topic[Outcome]:
    match tap:
        case AnswerGreeting():
            return (yield from answering.handle(turn, person, tap))
        case Practise():
            return (yield from practising.handle(turn, person, tap))
        case WishQuietDays(wish=wish):
            return (yield from wishing.handle(turn, person, wish))
        case ChooseQuietLength(days=days):
            return (yield from wishing.choose_length(turn, person, days))
        case ChooseQuietContact(hour=hour, contact=contact):
            return (yield from arranging.arrange(turn, person, hour, contact))
        case TellFormerContact(contact=contact, wish=wish):
            return (yield from former_contact.handle(turn, person, contact, wish))
        case ChooseQuietHour(hour=hour, about=about) if about not in (None, person.id):
            return (yield from for_another.propose(turn, person, about, hour))
        case ChooseQuietHour(hour=hour):
            return (yield from arranging.choose_contact(turn, person, hour))
        case _:
            return Outcome(turn.conversation)
