"""Whoever was the contact until now: told that somebody else is only where the person wants it.

That somebody was chosen instead can endanger them. But whoever is not told goes on believing that no word means all is
well; so the person is asked.
"""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.quiet_days import ARRANGED, QuietDays
from bot.core.records import QuietDaysArranged
from bot.core.replies import Ask, Choice, Reply, Say, text
from bot.core.requests import Circle, CircleOf, Member, QuietDaysOf
from bot.core.taps import FormerWish, TellFormerContact
from bot.core.turn import Outcome, Turn
from bot.rules.quiet_contact import told_of_change
from bot.rules.quiet_silence import contact_in
from bot.topics.quiet_days.cards import word_for_contact


def asked_whether_to_tell(circle: Circle, before: QuietDays | None, contact: PersonId) -> tuple[Reply, ...]:
    """Nothing where `contact` was the contact before, or nobody was."""
    if before is None or before.state not in ARRANGED or before.contact == contact:
        return ()
    former = contact_in(circle, before.contact)
    if former is None or not former.reachable:
        return ()
    choices = (
        Choice(text("quiet.button.tell_former"), TellFormerContact(before.contact, FormerWish.TELL)),
        Choice(text("quiet.button.keep_from_former"), TellFormerContact(before.contact, FormerWish.KEEP)),
    )
    return (Ask(text("quiet.former", who=word_for_contact(former)), choices),)


def handle(turn: Turn, person: Person, contact: PersonId, wish: FormerWish) -> Topic[Outcome]:
    """An old button of somebody who is the contact again tells nobody."""
    arranged = yield from ask(QuietDaysOf(person.id))
    circle = (yield from ask(CircleOf(person.id))) or Circle(person)
    member = contact_in(circle, contact)
    if member is None or arranged is None or arranged.state not in ARRANGED or arranged.contact == contact:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.former.over")),))
    who = word_for_contact(member)
    if contact in arranged.former_told:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.former.already", who=who)),))
    if wish is FormerWish.KEEP:
        return Outcome(turn.conversation.idle(), (Say(text("quiet.former.kept", who=who)),))
    return _told(turn, circle, member, arranged)


def _told(turn: Turn, circle: Circle, member: Member, arranged: QuietDays) -> Outcome:
    """Once; and where it cannot be, the person reads why, or they would believe that it was."""
    who = word_for_contact(member)
    messages = told_of_change(circle, member, turn.now, turn.city.disclosure)
    if not messages:
        why = text("quiet.former.refused" if member.reachable else "quiet.former.unreached", who=who)
        return Outcome(turn.conversation.idle(), (Say(why), Say(text("quiet.former.yourself", phone=turn.city.phone))))
    kept = QuietDaysArranged(replace(arranged, former_told=(*arranged.former_told, member.person.id)))
    return Outcome(turn.conversation.idle(), (Say(text("quiet.former.told", who=who)),), (kept,), messages)
