"""`decide`: all rows of standards.md 2.6 in their order."""

from bot.core.consents import Item, RecipientKind
from bot.core.people import OF_THE_CITY
from bot.rules.consent.consented import by_consent
from bot.rules.consent.emergency import by_law, emergency_for
from bot.rules.consent.grounds import OWN_VIEW, STAFF_LIST, STAFF_PLAN
from bot.rules.consent.ordinance import by_ordinance
from bot.rules.consent.outside import inquired, taken_in
from bot.rules.consent.plan import with_supporters, without_the_silent
from bot.rules.consent.question import Allowed, Decision, Denied, Inquiry, Intake, Question
from bot.rules.consent.recipients import capacities, may_pass_the_block


def decide(question: Question | Inquiry | Intake) -> Decision:
    """Which of the asked items may be shown, on which ground, until when. No item asked for: denied."""
    match question:
        case Question():
            return _shown(question)
        case Inquiry():
            return inquired(question)
        case Intake():
            return taken_in(question)


def _shown(question: Question) -> Decision:
    if not question.items:
        return Denied("no_item")
    recipient = question.recipient
    if recipient.person.id == question.subject.id:
        silent = without_the_silent(question)
        return Allowed(question.items, OWN_VIEW, RecipientKind.PERSON, without_supporters=silent)
    if question.subject.disclosure_block and not may_pass_the_block(recipient.roles):
        return Denied("disclosure_block")
    if _is_over(question):
        return Denied("deceased")
    kinds = capacities(question)
    if not kinds:
        return Denied("no_relation")
    first = _as(question, kinds[0])
    return first if len(kinds) == 1 else _widest(first, *(_as(question, each) for each in kinds[1:]))


def _is_over(question: Question) -> bool:
    """That somebody has died is said by people: a program says nothing of them any more, but for a call for help.

    Staff see it, and other registries as far as the person had agreed (standards.md 4.7).
    """
    recipient = question.recipient
    is_for_people = not recipient.is_registry and not any(role.office in OF_THE_CITY for role in recipient.roles)
    return question.subject.deceased_at is not None and is_for_people and not question.in_distress


def _as(question: Question, kind: RecipientKind) -> Decision:
    """In one capacity."""
    if kind is RecipientKind.CITY:
        return Allowed(question.items, STAFF_PLAN if Item.PLAN in question.items else STAFF_LIST, kind)
    emergency = emergency_for(question, kind)
    return _in_peacetime(question, kind) if emergency is None else by_law(question, kind, emergency)


def _widest(*decisions: Decision) -> Decision:
    """Of somebody with several offices: whichever opens most, and of equals the first."""
    return max(decisions, key=lambda each: (len(each.items) if isinstance(each, Allowed) else -1, len(each.ask_again)))


def _in_peacetime(question: Question, kind: RecipientKind) -> Decision:
    """Rows 3 to 8: a consent that covers all goes first; else whatever opens more, the consent or an ordinance."""
    consented = by_consent(question, kind, None)
    if isinstance(consented, Allowed) and consented.items >= question.items:
        return with_supporters(consented, question)
    ordained = by_ordinance(question, kind)
    decision = ordained if _opens_more(ordained, consented) else consented
    return with_supporters(decision, question)


def _opens_more(one: Decision, other: Decision) -> bool:
    if not isinstance(one, Allowed):
        return False
    return not isinstance(other, Allowed) or len(one.items) > len(other.items)
