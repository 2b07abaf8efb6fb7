"""Rows 9 to 12: a declared emergency opens what is necessary, in its area, until its end, and never in a drill."""

from bot.core.consents import Item, RecipientKind
from bot.core.incidents import Emergency
from bot.rules.consent.consented import by_consent
from bot.rules.consent.grounds import EMERGENCY_LIST, EMERGENCY_PLAN, NECESSARY, NECESSARY_TO_RESCUE
from bot.rules.consent.question import Allowed, Decision, Denied, Question
from bot.rules.consent.refusal import has_refused


def emergency_for(question: Question, kind: RecipientKind) -> Emergency | None:
    """The one that holds now where the person lives; of several one that names this kind of recipient."""
    moment = question.moment
    if moment.drill:
        return None
    district = question.subject.district
    held = [each for each in moment.emergencies if each.holds(district, moment.now)]
    return next((each for each in held if kind in each.recipients), held[0] if held else None)


def by_law(question: Question, kind: RecipientKind, emergency: Emergency) -> Decision:
    """A consent goes first where it covers all, or more than the law; else the law, even against a refusal.

    The law opens nothing for those whom the declaration does not name, nor for a registry, which helps nobody out:
    for them what was agreed for emergencies holds.
    """
    consented = by_consent(question, kind, emergency)
    if kind not in emergency.recipients or question.recipient.is_registry:
        return consented
    necessary = NECESSARY_TO_RESCUE if question.recipient.is_rescue_service else NECESSARY
    items = question.items & necessary
    if isinstance(consented, Allowed) and (consented.items >= question.items or not consented.items <= items):
        return consented
    if not items:
        return Denied("not_necessary")
    return Allowed(
        items=items,
        ground=EMERGENCY_PLAN if Item.PLAN in items else EMERGENCY_LIST,
        kind=kind,
        until=emergency.until,
        against_refusal=has_refused(question, kind),
        emergency=emergency.id,
        consent_not_asked=question.consent_unasked,
    )
