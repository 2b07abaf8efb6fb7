"""Words of consent and disclosure: why, which datum, to whom, in which time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import IncidentId, PersonId
from bot.core.language import Language


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
    COMMISSIONER = "commissioner"
    """民生委員: an officer of the law with a duty of secrecy of their own (民生委員法15条), and no leader."""
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


class Way(StrEnum):
    """訪問・電話・書面: how somebody else gave a consent in the person's name."""

    VISIT = "visit"
    PHONE = "phone"
    PAPER = "paper"


class Mark(StrEnum):
    """自署・代理: whose hand signed the paper."""

    OWN_HAND = "own_hand"
    PROXY = "proxy"


class Origin(StrEnum):
    """By which road a consent came to us."""

    CHAT = "chat"
    FILE = "file"
    CITY_OS = "city_os"
    DESK = "desk"
    """Staff took it down: on a visit, at the counter, by telephone, on paper."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """Who gave it in the person's name, as what, in which way; `mark` is needed where the way is paper.

    `by` is the person where staff took down their own word, and None for somebody whom the register does not know:
    then `name` says who it was, as staff wrote it down.
    """

    by: PersonId | None
    relation: str
    way: Way
    mark: Mark | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that were shown before the question (災対法49条の14②): which, in which version and language, when."""

    id: str
    version: str
    sha256: str
    language: Language
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """One opt-in of one person, or their refusal of it. It is never rewritten but for its end and its confirmation.

    `recipient` None means: anybody of that kind who belongs to the person.
    """

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
    withdrawn_by: PersonId | None = None
    """None: by the person."""
    confirmed_at: datetime | None = None
    """When the person last said yes again, as their cadence asks."""
    refused: bool = False
    """「提供しません」 was said, at `given_at`. Silence is no row at all."""
    origin: Origin = Origin.FILE
    proxy: Proxy | None = None
    terms: Terms | None = None
    held_back: bool = False
    """It is the person's word and stands, but nothing may rest on it: the city OS has not confirmed it, or cannot be
    asked. Worked out at every reading, never stored."""


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
    against_refusal: bool = False
    """The person had refused, and a declared emergency allowed it all the same (standards.md 2.6)."""
    emergency: str | None = None
    """The declared emergency behind `ground`, where it is one."""
    consent_not_asked: bool = False
    """The city OS could not be asked what the person agreed to: the law's ground stands alone (DESIGN.md 7)."""
    on_paper: bool = False
    """It went out on a page made to be printed: nobody can take that back, so the person is told."""


class WithoutConsent(StrEnum):
    """Whether an ordinance turns peacetime provision round (災対法49条の11②, 49条の15②)."""

    NONE = "none"
    OPT_OUT = "opt_out"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Ordinance:
    """条例: `number` and `date` as they are cited, 令和7年条例第14号."""

    without_consent: WithoutConsent = WithoutConsent.NONE
    number: str = ""
    date: str = ""


NO_ORDINANCE = Ordinance()


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """What a municipality has decided about providing data, apart for the list and for plans."""

    of_list: Ordinance = NO_ORDINANCE
    of_plan: Ordinance = NO_ORDINANCE
    plan_without_supporter: bool = False
    """Row 8: the plan may go out without the part of a supporter who has not agreed."""


BY_LAW_ALONE = DisclosureRules()
"""No ordinance: provision in peacetime needs consent."""
