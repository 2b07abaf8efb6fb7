"""Rows 6 and 6b: an ordinance that turns peacetime provision round, where the municipality has one."""

from bot.core.consents import Item, Ordinance, Purpose, RecipientKind, WithoutConsent
from bot.rules.consent.grounds import ON_THE_LIST, ORDINANCE
from bot.rules.consent.question import Allowed, Decision, Denied, Question
from bot.rules.consent.recipients import OF_AN_OFFICE
from bot.rules.consent.refusal import has_opted_out

_SUPPORT = frozenset({Purpose.SAFETY_SHARING, Purpose.SUPPORTER_MATCHING, Purpose.PLAN_SHARING})


def by_ordinance(question: Question, kind: RecipientKind) -> Decision:
    """For the registered 関係者 of the area, about people on the list (災対法49条の10)."""
    asked_plan = Item.PLAN in question.items
    rules = question.moment.rules
    ordinance = rules.of_plan if asked_plan else rules.of_list
    items = question.items & (ON_THE_LIST | {Item.PLAN} if asked_plan else ON_THE_LIST)
    if not items or not _concerns(question, kind) or not _allows(ordinance, question, kind):
        return Denied("no_ordinance")
    return Allowed(items, f"{ORDINANCE} {ordinance.number}".strip(), kind)


def _concerns(question: Question, kind: RecipientKind) -> bool:
    return kind in OF_AN_OFFICE and question.subject.support_needed and question.purpose in _SUPPORT


def _allows(ordinance: Ordinance, question: Question, kind: RecipientKind) -> bool:
    match ordinance.without_consent:
        case WithoutConsent.NONE:
            return False
        case WithoutConsent.OPT_OUT:
            return not has_opted_out(question, kind)
        case WithoutConsent.MANDATORY:
            return True
