"""What the contact of a 見守り is told of it: that it begins, has ended, or is another's now. Never how somebody is."""

from datetime import datetime

from bot.core.consents import DisclosureRules, Item, Purpose
from bot.core.ids import PersonId
from bot.core.records import Message
from bot.core.replies import Say, Text, text
from bot.core.requests import Circle, Member
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.quiet_silence import contact_in


def told_to_contact(
    circle: Circle, member: Member, said: Text, now: datetime, rules: DisclosureRules
) -> tuple[Message, ...]:
    """It shows the name: that somebody wants to be looked after is no condition. Nothing where they may not know it."""
    question = Question(
        subject=circle.person,
        recipient=Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=frozenset({Item.NAME}),
        moment=Moment(now, drill=False, emergencies=circle.emergencies, rules=rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
    )
    allowed = decide(question)
    if not isinstance(allowed, Allowed):
        return ()
    return (Message(member.person.id, (Say(said),), (disclosed(question, allowed, question.items, None),)),)


def told_of_change(circle: Circle, member: Member, now: datetime, rules: DisclosureRules) -> tuple[Message, ...]:
    """That somebody else is the contact now; who, is not theirs to know."""
    if not member.reachable:
        return ()
    return told_to_contact(circle, member, text("quiet.other_contact", name=circle.person.name), now, rules)


def told_of_end(circle: Circle, contact: PersonId, now: datetime, rules: DisclosureRules) -> tuple[Message, ...]:
    """Or they would go on believing that no word from here means that all is well."""
    member = contact_in(circle, contact)
    if member is None or not member.reachable:
        return ()
    return told_to_contact(circle, member, text("quiet.ended", name=circle.person.name), now, rules)
