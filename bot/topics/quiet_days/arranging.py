"""A person arranges their own greetings: the hour, then whom to tell of their silence."""

from bot.core.ask import Topic, ask
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.records import QuietDaysArranged
from bot.core.replies import Ask, Choice, Say, text
from bot.core.requests import Circle, CircleOf, Member, QuietDaysOf
from bot.core.taps import ChooseQuietContact, ShowOffer
from bot.core.turn import Outcome, Turn
from bot.rules.quiet_contact import told_to_contact
from bot.rules.quiet_silence import CONTACTS, contact_in, may_hear
from bot.topics.quiet_days.cards import status_card, word_for_contact
from bot.topics.quiet_days.former_contact import asked_whether_to_tell

_MAX_CONTACTS = 8


def choose_contact(turn: Turn, person: Person, hour: int) -> Topic[Outcome]:
    """Where there is only one who may hear it, nobody is asked whom."""
    if hour not in turn.city.quiet_days.hours:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.no_such_hour")),))
    circle = (yield from ask(CircleOf(person.id))) or Circle(person)
    known = [each for each in circle.members if each.relation.kind in CONTACTS and each.relation.confirmed]
    ready = {each.person.id: each for each in known if may_hear(circle, each, turn.now, turn.city.disclosure)}
    if len(ready) == 1:
        (only,) = ready
        return (yield from arrange(turn, person, hour, only))
    if ready:
        return _whom(turn, hour, tuple(ready.values()))
    return _nobody(turn, is_known=bool(known))


def _whom(turn: Turn, hour: int, members: tuple[Member, ...]) -> Outcome:
    """By the person's own words for them; two daughters are told apart by a number."""
    words = [word_for_contact(each) for each in members[:_MAX_CONTACTS]]
    choices = tuple(
        Choice(
            word if words.count(word) == 1 else text("quiet.numbered", who=word, number=words[: place + 1].count(word)),
            ChooseQuietContact(hour, each.person.id),
        )
        for place, (word, each) in enumerate(zip(words, members, strict=False))
    )
    return Outcome(turn.conversation.idle(), (Ask(text("quiet.whom"), choices),))


def _nobody(turn: Turn, *, is_known: bool) -> Outcome:
    """Without somebody who may hear of it, silence would be noticed by nobody."""
    if not is_known:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.nobody", phone=turn.city.phone)),))
    offer = Choice(text("consent.button.offer"), ShowOffer("safety"))
    return Outcome(turn.conversation.idle(), (Ask(text("quiet.needs_consent"), (offer,)),))


def arrange(turn: Turn, person: Person, hour: int, contact: PersonId, days: int | None = None) -> Topic[Outcome]:
    """From tomorrow on, for whoever is a confirmed relation and may hear of it."""
    circle = (yield from ask(CircleOf(person.id))) or Circle(person)
    member = contact_in(circle, contact)
    if member is None or may_hear(circle, member, turn.now, turn.city.disclosure) is None:
        return _nobody(turn, is_known=member is not None)
    if hour not in turn.city.quiet_days.hours:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.no_such_hour")),))
    before = yield from ask(QuietDaysOf(person.id))
    arranged = QuietDays(
        person=person.id,
        state=QuietState.ON,
        hour=hour,
        days=days or turn.city.quiet_days.days,
        contact=contact,
        asked_by=None,
        since=turn.now,
        former_told=tuple(each for each in before.former_told if each != contact) if before else (),
    )
    card = status_card(arranged, word_for_contact(member), is_new=True)
    chosen = text("quiet.chosen", name=person.name, days=arranged.days)
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(card, *asked_whether_to_tell(circle, before, contact)),
        records=(QuietDaysArranged(arranged),),
        messages=told_to_contact(circle, member, chosen, turn.now, turn.city.disclosure),
    )
