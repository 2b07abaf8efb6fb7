"""Humans, their relations and offices, as the municipality knows them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.core.consents import BY_LAW_ALONE, DisclosureRules
from bot.core.controller import UNNAMED, Controller
from bot.core.elders import USUAL_AGE, Elders
from bot.core.ids import DistrictId, PersonId
from bot.core.ladder import USUAL as USUAL_LADDER
from bot.core.ladder import Ladder
from bot.core.language import Language
from bot.core.offers import Offer
from bot.core.quiet_days import NOT_OFFERED, QuietOffer
from bot.core.retention import USUAL, Retention


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class RelationKind(StrEnum):
    """`other` is a `kind` of `person`."""

    FAMILY = "family"
    SUPPORTER = "supporter"
    CARE_MANAGER = "care_manager"


class Office(StrEnum):
    """A role in the city or in a neighbourhood."""

    LEADER = "leader"
    WELFARE_COMMISSIONER = "welfare_commissioner"
    CARE_MANAGER = "care_manager"
    SHELTER_STAFF = "shelter_staff"
    CITY_STAFF = "city_staff"
    CITY_MANAGER = "city_manager"


OF_THE_CITY: Final = frozenset({Office.CITY_STAFF, Office.CITY_MANAGER})
"""Its own staff: they see by law, and decide what the city does."""


@dataclass(frozen=True, slots=True)
class Person:
    """Nothing more than conversations and decisions need; address and phone are read where they are shown."""

    id: PersonId
    name: str
    district: DistrictId | None
    sex: Sex | None = None
    language: Language = Language.JAPANESE
    block: str | None = None
    support_needed: bool = False
    disclosure_block: bool = False
    """DV支援措置: nobody but the person and specially entitled staff may find them (standards.md 2.6)."""
    birthdate: date | None = field(default=None, repr=False)
    deceased_at: datetime | None = field(default=None, repr=False)
    """Since when staff have it on record: nobody asks them any more, and nobody hears of them from a program."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`other` is a `kind` of `person`; `label` says how: 娘, 隣人."""

    person: PersonId
    other: PersonId
    kind: RelationKind
    label: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """An office held for one district, or for the whole city where `district` is None."""

    office: Office
    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class District:
    id: DistrictId
    name: str
    association: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """A municipality as its people address it."""

    name: str
    phone: str
    """Of the crisis office, as dialled: 0242-00-0000."""
    genuine: str
    """How to check that a message really is the city's, in the city's own words: 市のホームページ …"""
    time_zone: str = "Asia/Tokyo"
    offers: tuple[Offer, ...] = ()
    """What people may be asked to agree to, in the order of asking."""
    disclosure: DisclosureRules = BY_LAW_ALONE
    controller: Controller = UNNAMED
    retention: Retention = USUAL
    ladder: Ladder = USUAL_LADDER
    quiet_days: QuietOffer = NOT_OFFERED
    elders_from: int | None = USUAL_AGE
    """Years. From this age on somebody needs time to leave, whatever else the register says; None: age says nothing."""

    @property
    def elders(self) -> Elders:
        return Elders(self.elders_from, self.time_zone)

    def offer(self, id_: str) -> Offer | None:
        return next((each for each in self.offers if each.id == id_), None)
