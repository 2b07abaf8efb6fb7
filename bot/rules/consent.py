"""The one decision about showing somebody's data to somebody else (promise 2; standards.md 2.6).

Pure: the moment, the consents and the declared emergencies come in. What no row allows is denied.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.consents import Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId
from bot.core.incidents import Emergency
from bot.core.people import Office, Person, RelationKind, Role

OWN_VIEW = "本人"
STAFF_LIST = "災対法49条の11①"
EMERGENCY_LIST = "災対法49条の11③"

NECESSARY = frozenset(
    {Item.NAME, Item.ADDRESS, Item.CONTACT, Item.CONDITION, Item.WHEREABOUTS, Item.LOCATION, Item.NEEDS}
)
"""「必要な限度」 of 49条の11③ by default; diagnosis and medicines go to rescue services only."""

_STAFF = frozenset({Office.CITY_STAFF, Office.CITY_MANAGER})
_KIND_OF_RELATION = {
    RelationKind.FAMILY: RecipientKind.FAMILY,
    RelationKind.SUPPORTER: RecipientKind.SUPPORTER,
    RelationKind.CARE_MANAGER: RecipientKind.SERVICE,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would see it, and as what. A relation counts only when it is confirmed by both or by staff."""

    person: Person
    roles: tuple[Role, ...] = ()
    relation: RelationKind | None = None
    relation_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """`drill`: asked in a drill, which is never a ground for an emergency disclosure (row 12)."""

    now: datetime
    drill: bool
    emergencies: tuple[Emergency, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """`items` may be shown on `ground`, a consent's id or an article, until `until` (None: while it stands)."""

    items: frozenset[Item]
    ground: str
    kind: RecipientKind
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """`reason` is for staff and the log, never for the one who asked."""

    reason: str


Decision = Allowed | Denied


@dataclass(frozen=True, slots=True)
class Question:
    """May `recipient` see `items` of `subject` for `purpose`?"""

    subject: Person
    recipient: Recipient
    purpose: Purpose
    items: frozenset[Item]
    moment: Moment
    consents: tuple[Consent, ...] = field(default=())


def decide(question: Question) -> Decision:
    """Which of the asked items may be shown, on which ground, until when. No item asked for: denied."""
    if question.recipient.person.id == question.subject.id:
        return Allowed(question.items, OWN_VIEW, RecipientKind.PERSON)
    if question.subject.disclosure_block:
        return Denied("disclosure_block")
    kind = _capacity(question)
    if kind is None:
        return Denied("no_relation")
    if kind is RecipientKind.CITY:
        return _narrowed(question.items, question.items, STAFF_LIST, kind, None)
    emergency = _emergency_for(question)
    return _by_consent(question, kind, emergency) if emergency is None else _by_law(question, kind, emergency)


def _capacity(question: Question) -> RecipientKind | None:
    """As what the recipient would see it; None where nothing ties the two together."""
    recipient = question.recipient
    if any(role.office in _STAFF for role in recipient.roles):
        return RecipientKind.CITY
    if recipient.relation is not None and recipient.relation_confirmed:
        return _KIND_OF_RELATION[recipient.relation]
    if leads(recipient.roles, question.subject.district):
        return RecipientKind.ASSOCIATION
    return None


def leads(roles: Iterable[Role], district: DistrictId | None) -> bool:
    """Whether one of these roles makes its holder the leader of this district."""
    return district is not None and any(
        role.office is Office.LEADER and role.district in (district, None) for role in roles
    )


def _emergency_for(question: Question) -> Emergency | None:
    """Rows 9 to 12: a declared emergency that holds now where the person lives, and never in a drill."""
    if question.moment.drill:
        return None
    district, now = question.subject.district, question.moment.now
    return next((each for each in question.moment.emergencies if each.holds(district, now)), None)


def _by_law(question: Question, kind: RecipientKind, emergency: Emergency) -> Decision:
    """Row 9: necessary fields without consent, or what a consent gives beyond them."""
    consented = _by_consent(question, kind, emergency)
    if isinstance(consented, Allowed) and consented.items >= question.items:
        return consented
    return _narrowed(question.items, NECESSARY, EMERGENCY_LIST, kind, emergency.until)


def _by_consent(question: Question, kind: RecipientKind, emergency: Emergency | None) -> Decision:
    """Rows 4 and 5. One consent carries one disclosure, so that the ledger can name it: the widest that fits."""
    fitting = [each for each in question.consents if _fits(each, question, kind, in_emergency=emergency is not None)]
    if not fitting:
        return Denied("no_consent")
    widest = max(fitting, key=lambda each: (len(each.items & question.items), each.given_at, each.id))
    return _narrowed(question.items, widest.items, widest.id, kind, widest.expires_at)


def _fits(consent: Consent, question: Question, kind: RecipientKind, *, in_emergency: bool) -> bool:
    phases = {Phase.BOTH, Phase.EMERGENCY if in_emergency else Phase.PEACETIME}
    return (
        consent.person == question.subject.id
        and consent.purpose is question.purpose
        and consent.phase in phases
        and is_in_force(consent, question.moment.now)
        and _is_meant(consent, question, kind)
    )


def is_in_force(consent: Consent, now: datetime) -> bool:
    """Given, not expired, not withdrawn, at this moment."""
    expired = consent.expires_at is not None and consent.expires_at <= now
    withdrawn = consent.withdrawn_at is not None and consent.withdrawn_at <= now
    return consent.given_at <= now and not expired and not withdrawn


def _is_meant(consent: Consent, question: Question, kind: RecipientKind) -> bool:
    """The consent names this recipient, or nobody in particular of this kind."""
    recipient = question.recipient.person.id
    if consent.recipient_kind is RecipientKind.PERSON:
        return consent.recipient == recipient
    if consent.recipient_kind is not kind:
        return False
    mine = {recipient, question.subject.district} if kind is RecipientKind.ASSOCIATION else {recipient}
    return consent.recipient is None or consent.recipient in mine


def _narrowed(
    asked: frozenset[Item], given: frozenset[Item], ground: str, kind: RecipientKind, until: datetime | None
) -> Decision:
    items = asked & given
    return Allowed(items, ground, kind, until) if items else Denied("no_item")
