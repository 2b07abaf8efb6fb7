"""Rows 1, 7 and 8: a plan names supporters, who have to agree as well (災対法49条の15②)."""

from dataclasses import replace

from bot.core.consents import Item, Purpose
from bot.core.ids import PersonId
from bot.rules.consent.in_force import counts
from bot.rules.consent.question import Allowed, Decision, Denied, NamedSupporter, Question


def without_the_silent(question: Question) -> frozenset[PersonId]:
    """The supporters who have not agreed to their part being shown."""
    return frozenset(each.person for each in question.supporters if not _agrees(each, question))


def with_supporters(decision: Decision, question: Question) -> Decision:
    """In peacetime: all of them agreed, or the city lets the plan go out without their part; else it stays closed."""
    if not isinstance(decision, Allowed) or Item.PLAN not in decision.items:
        return decision
    silent = without_the_silent(question)
    if not silent:
        return decision
    if question.moment.rules.plan_without_supporter:
        return replace(decision, without_supporters=silent)
    items = decision.items - {Item.PLAN}
    return replace(decision, items=items) if items else Denied("supporter_has_not_agreed")


def _agrees(supporter: NamedSupporter, question: Question) -> bool:
    return any(
        each.person == supporter.person and each.purpose is Purpose.PLAN_SHARING and counts(each, question.moment.now)
        for each in supporter.consents
    )
