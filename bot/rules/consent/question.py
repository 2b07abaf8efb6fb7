"""What is decided about, and what comes out: values only."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.consents import BY_LAW_ALONE, Consent, DisclosureRules, Item, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.core.people import Person, RelationKind, Role


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would see it, and as what. A relation counts only when it is confirmed by both or by staff."""

    person: Person
    roles: tuple[Role, ...] = ()
    relation: RelationKind | None = None
    relation_confirmed: bool = False
    contract_until: datetime | None = None
    """Row 3: the end of a care manager's contract; None while it runs."""
    is_rescue_service: bool = False
    """Fire, police, medical staff: diagnosis and medicines may be necessary to them."""
    is_registry: bool = False
    """Another safety information system, outside the city: a consent has to name it, no emergency opens anything."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`drill`: asked in a drill, which is never a ground for an emergency disclosure (row 12)."""

    now: datetime
    drill: bool
    emergencies: tuple[Emergency, ...] = ()
    rules: DisclosureRules = BY_LAW_ALONE


@dataclass(frozen=True, slots=True)
class NamedSupporter:
    """Somebody whom a plan names, with their own consents (49条の15②: both have to agree)."""

    person: PersonId
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """May `recipient` see `items` of `subject` for `purpose`?"""

    subject: Person
    recipient: Recipient
    purpose: Purpose
    items: frozenset[Item]
    moment: Moment
    consents: tuple[Consent, ...] = field(default=())
    supporters: tuple[NamedSupporter, ...] = ()
    """Whom the plan names; looked at only where the plan is asked for."""
    data_at: datetime | None = None
    """When the newest of these kept data came to be: a plan, the register. None where that is not known, and for what
    somebody answers in a check-in: the consent to share answers is about answers yet to come."""
    consent_unasked: bool = False
    """The city OS's word on the subject's consents is too old, or was never heard: nobody knows what they say now."""
    in_distress: bool = False
    """A call for help is carried by the consent that stands: nobody is asked about it once more before it goes out."""


class Closeness(StrEnum):
    """The tiers of 災対法施行規則 8条の3."""

    HOUSEHOLD = "household"
    RELATIVE = "relative"
    ACQUAINTANCE = "acquaintance"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Row 14: somebody from outside asks the city about a person's safety. `subject` None: nobody is found."""

    subject: Person | None
    asker: PersonId | None
    closeness: Closeness
    items: frozenset[Item]
    moment: Moment
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class LawfulIntake:
    """A named member of staff decided it without consent, under 個人情報保護法27条1項1号 or 2号."""

    article: str
    decided_by: PersonId


@dataclass(frozen=True, slots=True)
class Intake:
    """Row 13: may a private partner service give us `items` of `subject` for `purpose`?"""

    subject: Person
    purpose: Purpose
    items: frozenset[Item]
    moment: Moment
    consents: tuple[Consent, ...] = ()
    lawful: LawfulIntake | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """`items` may be shown on `ground`, a consent's id or an article, until `until` (None: while it stands)."""

    items: frozenset[Item]
    ground: str
    kind: RecipientKind
    until: datetime | None = None
    ask_again: frozenset[Item] = frozenset()
    """Agreed to, but the person wants to be asked first, as their cadence says."""
    against_refusal: bool = False
    """Allowed by law although the person had refused: shown to staff, and kept with the disclosure."""
    emergency: str | None = None
    consent_not_asked: bool = False
    """By law, while the city OS could not be asked for consents: kept with the disclosure."""
    without_supporters: frozenset[PersonId] = frozenset()
    """Their part of the plan stays out: they have not agreed."""


@dataclass(frozen=True, slots=True)
class Denied:
    """`reason` is for staff and the log, never for the one who asked."""

    reason: str
    ask_again: frozenset[Item] = frozenset()


Decision = Allowed | Denied
