"""Rows 13 and 14: what a partner may hand in, and what somebody from outside may be told."""

from bot.core.consents import Consent, Item, Purpose, RecipientKind
from bot.rules.consent.grounds import INQUIRY
from bot.rules.consent.in_force import counts
from bot.rules.consent.question import Allowed, Closeness, Decision, Denied, Inquiry, Intake

_TIERS = {
    Closeness.HOUSEHOLD: frozenset({Item.WHEREABOUTS, Item.CONDITION, Item.CONTACT}),
    Closeness.RELATIVE: frozenset({Item.CONDITION}),
    Closeness.ACQUAINTANCE: frozenset[Item](),
}
UNKNOWN_PERSON = Denied("unknown_person")


def inquired(inquiry: Inquiry) -> Decision:
    """By tier, widened by consent. No item at all still says that the city holds something, and no more than that.

    Who is under a disclosure block looks exactly like somebody whom nobody has heard of; so does who has died, which is
    said by people.
    """
    subject, moment = inquiry.subject, inquiry.moment
    if subject is None or subject.disclosure_block or subject.deceased_at is not None or moment.drill:
        return UNKNOWN_PERSON
    consented = [each for each in inquiry.consents if _widens(each, inquiry)]
    widest = max(consented, key=lambda each: (len(each.items & inquiry.items), each.id), default=None)
    tier = _TIERS[inquiry.closeness] & inquiry.items
    if widest is not None and widest.items & inquiry.items > tier:
        return Allowed(widest.items & inquiry.items, widest.id, RecipientKind.PERSON, widest.expires_at)
    return Allowed(tier, INQUIRY, RecipientKind.PERSON)


def _widens(consent: Consent, inquiry: Inquiry) -> bool:
    return (
        inquiry.subject is not None
        and inquiry.asker is not None
        and consent.person == inquiry.subject.id
        and consent.purpose is Purpose.SAFETY_SHARING
        and consent.recipient_kind is RecipientKind.PERSON
        and consent.recipient == inquiry.asker
        and counts(consent, inquiry.moment.now)
    )


def taken_in(intake: Intake) -> Decision:
    """By opt-in for that purpose; without it only as a named member of staff decided, by an article."""
    if intake.subject.disclosure_block and intake.lawful is None:
        return Denied("disclosure_block")
    fitting = [each for each in intake.consents if _opts_in(each, intake)]
    widest = max(fitting, key=lambda each: (len(each.items & intake.items), each.id), default=None)
    if widest is not None and widest.items & intake.items:
        return Allowed(widest.items & intake.items, widest.id, RecipientKind.CITY, widest.expires_at)
    if intake.lawful is not None and intake.items:
        return Allowed(intake.items, f"{intake.lawful.article} {intake.lawful.decided_by}", RecipientKind.CITY)
    return Denied("no_opt_in")


def _opts_in(consent: Consent, intake: Intake) -> bool:
    return (
        consent.person == intake.subject.id
        and consent.purpose is intake.purpose
        and consent.recipient_kind is RecipientKind.CITY
        and counts(consent, intake.moment.now)
    )
