"""Whether what a disclosure rests on still holds when its letter goes, which may have waited for hours (promise 2).

It only ever takes back what was decided; it never opens anything. The cadence is not asked again: the yes that the
letter was written on was said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Consent, Disclosure, Phase, RecipientKind
from bot.core.incidents import Emergency
from bot.core.people import Person, Relation, Role
from bot.rules.consent.grounds import HANDED_OVER, INQUIRY, ORDINANCE, OWN_VIEW, STAFF_LIST, STAFF_PLAN
from bot.rules.consent.in_force import counts
from bot.rules.consent.question import Moment, Question, Recipient
from bot.rules.consent.recipients import KIND_OF_RELATION, may_pass_the_block, serves
from bot.rules.consent.refusal import has_opted_out

_OF_ITSELF = frozenset({OWN_VIEW, STAFF_LIST, STAFF_PLAN, INQUIRY, HANDED_OVER})
"""Grounds that no consent and no emergency gives, and that none takes away."""


class Lost(StrEnum):
    """Why it may not be shown any more, for the log."""

    BLOCKED = "disclosure_block"
    DECEASED = "deceased"
    """Put on record after it was decided."""
    STRANGER = "no_relation"
    TIME = "time_over"
    EMERGENCY = "emergency_over"
    CONSENT = "consent_over"
    REFUSED = "refused_since"
    UNKNOWN = "unknown_ground"
    ACCOUNT = "account_untied"
    """Found by whoever knows the letter: it goes to an account that is not the recipient's any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known now around a disclosure that was decided at `decided_at`. `subject` None: not in the register."""

    now: datetime
    decided_at: datetime
    subject: Person | None
    roles: Sequence[Role] = ()
    """Of the recipient."""
    relations: Sequence[Relation] = ()
    """Of the subject."""
    consents: Sequence[Consent] = ()
    """Of the subject."""
    emergencies: Sequence[Emergency] = ()


def lost(disclosure: Disclosure, standing: Standing) -> Lost | None:
    """None: it may go."""
    if disclosure.about == disclosure.recipient:
        return None
    subject = standing.subject
    if subject is None:
        return Lost.UNKNOWN
    if subject.disclosure_block and not may_pass_the_block(standing.roles):
        return Lost.BLOCKED
    if subject.deceased_at is not None and standing.decided_at <= subject.deceased_at:
        return Lost.DECEASED
    if not _belongs(disclosure, subject, standing):
        return Lost.STRANGER
    if disclosure.emergency is not None:
        named = (each for each in standing.emergencies if each.id == disclosure.emergency)
        return None if _holds(named, subject, standing.now) else Lost.EMERGENCY
    if disclosure.until is not None and disclosure.until <= standing.now:
        return Lost.TIME
    return _ground_lost(disclosure, subject, standing)


def _belongs(disclosure: Disclosure, subject: Person, standing: Standing) -> bool:
    """The recipient is still to the person what they were when it was decided."""
    match disclosure.recipient_kind:
        case RecipientKind.FAMILY | RecipientKind.SUPPORTER | RecipientKind.SERVICE as kind:
            return any(
                each.confirmed and each.other == disclosure.recipient and KIND_OF_RELATION[each.kind] is kind
                for each in standing.relations
            )
        case RecipientKind.ASSOCIATION | RecipientKind.COMMISSIONER as kind:
            return serves(standing.roles, subject.district, kind)
        case RecipientKind.CITY | RecipientKind.PERSON:
            return True


def _ground_lost(disclosure: Disclosure, subject: Person, standing: Standing) -> Lost | None:
    """What is no ground that we know was somebody's consent."""
    if disclosure.ground in _OF_ITSELF:
        return None
    if disclosure.ground.startswith(ORDINANCE):
        return Lost.REFUSED if _refused_since(disclosure, subject, standing) else None
    given = next((each for each in standing.consents if each.id == disclosure.ground), None)
    if given is None or not counts(given, standing.now) or not disclosure.items <= given.items:
        return Lost.CONSENT
    if given.phase is Phase.EMERGENCY and not _holds(standing.emergencies, subject, standing.now):
        return Lost.EMERGENCY
    return None


def _holds(emergencies: Iterable[Emergency], subject: Person, now: datetime) -> bool:
    return any(each.holds(subject.district, now) for each in emergencies)


def _refused_since(disclosure: Disclosure, subject: Person, standing: Standing) -> bool:
    """Whatever the ordinance says to a refusal: whoever asks again gets what it still allows."""
    return _had_refused(disclosure, subject, standing, standing.now) and not _had_refused(
        disclosure, subject, standing, standing.decided_at
    )


def _had_refused(disclosure: Disclosure, subject: Person, standing: Standing, at: datetime) -> bool:
    question = Question(
        subject=subject,
        recipient=Recipient(Person(disclosure.recipient, "", None)),
        purpose=disclosure.purpose,
        items=disclosure.items,
        moment=Moment(at, drill=False),
        consents=tuple(standing.consents),
    )
    return has_opted_out(question, disclosure.recipient_kind)
