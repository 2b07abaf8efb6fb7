"""Words of consent and disclosure: why, which datum, to whom, in which time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import IncidentId, PersonId


class Purpose(StrEnum):
    SAFETY_SHARING = "safety_sharing"
    PLAN_DRAFTING = "plan_drafting"
    PLAN_SHARING = "plan_sharing"
    SUPPORTER_MATCHING = "supporter_matching"
    SHELTER_CARE = "shelter_care"


class Item(StrEnum):
    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    CONDITION = "condition"
    WHEREABOUTS = "whereabouts"
    LOCATION = "location"
    NEEDS = "needs"
    HEALTH = "health"
    MEDICATION = "medication"
    PLAN = "plan"


class RecipientKind(StrEnum):
    FAMILY = "family"
    SUPPORTER = "supporter"
    ASSOCIATION = "association"
    CITY = "city"
    SERVICE = "service"
    PERSON = "person"


class Phase(StrEnum):
    """平時・有事: when a consent holds."""

    PEACETIME = "peacetime"
    EMERGENCY = "emergency"
    BOTH = "both"


class Cadence(StrEnum):
    ONCE = "once"
    ON_NEW_DATA = "on_new_data"
    EVERY_TIME = "every_time"


@dataclass(frozen=True, slots=True)
class Consent:
    """One opt-in of one person. `recipient` None means: anybody of that kind who belongs to the person."""

    id: str
    person: PersonId
    purpose: Purpose
    items: frozenset[Item]
    recipient_kind: RecipientKind
    recipient: str | None
    phase: Phase
    cadence: Cadence
    given_at: datetime
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One showing of one person's data to one recipient: a row of the ledger (promise 2)."""

    about: PersonId
    recipient: PersonId
    recipient_kind: RecipientKind
    purpose: Purpose
    items: frozenset[Item]
    ground: str
    """Consent id, or article: 災対法49条の11③."""
    incident: IncidentId | None
    until: datetime | None = None
