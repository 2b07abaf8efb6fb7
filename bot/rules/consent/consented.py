"""Rows 3 to 5: what the person agreed to. One consent carries one disclosure, so that the ledger can name it."""

from datetime import datetime

from bot.core.consents import Cadence, Consent, Phase, Purpose, RecipientKind
from bot.core.incidents import Emergency
from bot.rules.consent.in_force import counts
from bot.rules.consent.question import Allowed, Decision, Denied, Question
from bot.rules.consent.recipients import OF_AN_OFFICE


def by_consent(question: Question, kind: RecipientKind, emergency: Emergency | None) -> Decision:
    """The widest consent that fits, less what the person wants to be asked about first."""
    fitting = [each for each in question.consents if _fits(each, question, kind, in_emergency=emergency is not None)]
    if not fitting:
        return Denied("no_consent")
    ready = [each for each in fitting if not _is_to_be_asked(each, question)]
    waiting = frozenset(item for each in fitting if each not in ready for item in each.items & question.items)
    if not ready:
        return Denied("ask_again" if waiting else "no_item", waiting)
    widest = max(ready, key=lambda each: (len(each.items & question.items), each.given_at, each.id))
    items = widest.items & question.items
    if not items:
        return Denied("no_item", waiting)
    return Allowed(items, widest.id, kind, _end(widest, question, emergency), waiting - items)


def _fits(consent: Consent, question: Question, kind: RecipientKind, *, in_emergency: bool) -> bool:
    phase = consent.phase
    return (
        consent.purpose is question.purpose
        and consent.person == question.subject.id
        and (phase is Phase.BOTH or phase is (Phase.EMERGENCY if in_emergency else Phase.PEACETIME))
        and counts(consent, question.moment.now)
        and _is_meant(consent, question, kind)
        and not _contract_is_over(question, kind)
    )


def _is_meant(consent: Consent, question: Question, kind: RecipientKind) -> bool:
    """The consent names this recipient, or nobody in particular of this kind."""
    recipient = question.recipient.person.id
    if consent.recipient_kind is RecipientKind.PERSON:
        return consent.recipient == recipient
    if consent.recipient_kind is not kind:
        return False
    if consent.recipient is None:
        # 「ケアマネジャーなど」 are those who belong to the person; a registry belongs to nobody.
        return not question.recipient.is_registry
    if consent.recipient == recipient:
        return True
    return kind in OF_AN_OFFICE and consent.recipient == question.subject.district


def _contract_is_over(question: Question, kind: RecipientKind) -> bool:
    """Row 3: a care manager sees the people of the contract list until the contract's end."""
    until = question.recipient.contract_until
    return kind is RecipientKind.SERVICE and until is not None and until <= question.moment.now


def _is_to_be_asked(consent: Consent, question: Question) -> bool:
    """A yes holds once for all, for the data that were there when it was said, or for that very moment."""
    if question.in_distress:
        return False
    said = consent.confirmed_at or consent.given_at
    match consent.cadence:
        case Cadence.ONCE:
            return False
        case Cadence.ON_NEW_DATA:
            return question.data_at is not None and said < question.data_at
        case Cadence.EVERY_TIME:
            return consent.confirmed_at != question.moment.now


def _end(consent: Consent, question: Question, emergency: Emergency | None) -> datetime | None:
    ends = [consent.expires_at]
    if emergency is not None and consent.phase is Phase.EMERGENCY:
        ends.append(emergency.until)
    if question.purpose is Purpose.PLAN_DRAFTING:
        ends.append(question.recipient.contract_until)
    return min((each for each in ends if each is not None), default=None)
