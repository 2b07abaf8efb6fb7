"""「見守り」, 「お休みする」, 「やめる」, and the yes or no to what a relative proposed."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.people import Person
from bot.core.quiet_days import ARRANGED, MOST_DAYS, QuietDays, QuietState
from bot.core.records import QuietDaysArranged, QuietDaysEnded, Record
from bot.core.replies import Reply, Say, text
from bot.core.requests import Circle, CircleOf, QuietDaysOf
from bot.core.taps import QuietWish
from bot.core.turn import Outcome, Turn
from bot.rules.quiet_contact import told_of_end
from bot.rules.quiet_silence import contact_in
from bot.topics.quiet_days import arranging
from bot.topics.quiet_days.cards import offer_card, status_card, word_for_contact


def handle(turn: Turn, person: Person, wish: QuietWish) -> Topic[Outcome]:
    known = yield from ask(QuietDaysOf(person.id))
    if wish is QuietWish.STOP and (known is None or known.state not in ARRANGED):
        return _answer(turn, Say(text("quiet.none")))
    if known is None:
        return _answer(turn, offer_card(turn))
    match wish:
        case QuietWish.ACCEPT:
            return (yield from _accept(turn, person, known))
        case QuietWish.DECLINE:
            return _declined(turn, known)
        case QuietWish.STOP:
            return (yield from _stopped(turn, person, known))
        case QuietWish.PAUSE | QuietWish.RESUME if known.state in ARRANGED:
            state = QuietState.PAUSED if wish is QuietWish.PAUSE else QuietState.ON
            changed = replace(known, state=state, since=turn.now, greeted_on=None, unanswered=0)
            return (yield from _status(turn, person, changed, QuietDaysArranged(changed)))
        case _ if known.state in ARRANGED:
            return (yield from _status(turn, person, known))
        case _:
            return _answer(turn, offer_card(turn))


def choose_length(turn: Turn, person: Person, days: int) -> Topic[Outcome]:
    known = yield from ask(QuietDaysOf(person.id))
    if known is None or known.state not in ARRANGED or not 1 <= days <= MOST_DAYS:
        return _answer(turn, offer_card(turn))
    changed = replace(known, days=days)
    return (yield from _status(turn, person, changed, QuietDaysArranged(changed)))


def _accept(turn: Turn, person: Person, known: QuietDays) -> Topic[Outcome]:
    """Whoever proposed it becomes the contact; without a consent the person is shown how to give one first."""
    if known.state in ARRANGED:
        return (yield from _status(turn, person, known))
    return (yield from arranging.arrange(turn, person, known.hour, known.contact, known.days))


def _stopped(turn: Turn, person: Person, known: QuietDays) -> Topic[Outcome]:
    """The contact is told as well, where they may still know it; and the person reads whether they were."""
    circle = (yield from ask(CircleOf(person.id))) or Circle(person)
    messages = told_of_end(circle, known.contact, turn.now, turn.city.disclosure)
    member = contact_in(circle, known.contact)
    said = text("quiet.stopped.told", who=word_for_contact(member)) if messages and member else text("quiet.stopped")
    return replace(_answer(turn, Say(said), QuietDaysEnded(person.id)), messages=messages)


def _declined(turn: Turn, known: QuietDays) -> Outcome:
    """Nobody is told: it is the person's own no."""
    if known.state is not QuietState.ASKED:
        return _answer(turn, Say(text("quiet.declined")))
    declined = replace(known, state=QuietState.DECLINED, since=turn.now)
    return _answer(turn, Say(text("quiet.declined")), QuietDaysArranged(declined))


def _status(turn: Turn, person: Person, arranged: QuietDays, *records: Record) -> Topic[Outcome]:
    circle = (yield from ask(CircleOf(person.id))) or Circle(person)
    member = contact_in(circle, arranged.contact)
    who = word_for_contact(member) if member is not None else text("quiet.contact_gone")
    return _answer(turn, status_card(arranged, who, is_new=arranged.since == turn.now), *records)


def _answer(turn: Turn, reply: Reply, *records: Record) -> Outcome:
    return Outcome(turn.conversation.idle(), (reply,), records)
