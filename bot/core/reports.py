"""What was said about a person's safety. A report is one statement and never changes; what stands follows from all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId, ReportId
from bot.core.sightings import Absence, Seen
from bot.core.understanding import Condition, Need, Whereabouts


class Refuge(StrEnum):
    """Where somebody is who is neither at home nor at a shelter nor on the way: for staff who look for them."""

    CAR = "car"
    """車中泊"""
    KIN = "kin"
    """With relatives, friends, people they know."""
    UPSTAIRS = "upstairs"
    """垂直避難: on a higher floor of the own house; `whereabouts` is then home."""
    HOTEL = "hotel"
    OTHER = "other"


class Casualty(StrEnum):
    """人的被害, as staff have typed it in: no program ever concludes it, and no message says it (standards.md 4.7)."""

    MISSING = "missing"
    """行方不明: somebody has reported them missing. They are asked and looked for as ever."""
    DEAD = "dead"


class Source(StrEnum):
    """Who says it, seen from the person whom it is about."""

    SELF = "self"
    FAMILY = "family"
    SUPPORTER = "supporter"
    LEADER = "leader"
    COMMISSIONER = "commissioner"
    """民生委員"""
    STAFF = "staff"
    UNVERIFIED = "unverified"
    """Somebody who is not linked to a person: kept, counted apart, shown to staff."""


class Means(StrEnum):
    """How it was said."""

    BUTTON = "button"
    WORDS = "words"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Spot:
    """WGS 84 degrees, or a place in words, or both."""

    latitude: float | None = None
    longitude: float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Facts not spoken of are None; `needs == ()` means: nothing is lacking."""

    id: ReportId
    about: PersonId | None
    incident: IncidentId | None
    drill: bool
    conversation: ConversationId
    reporter: PersonId | None
    source: Source
    label: str
    """The relation in words as it stood then: 娘."""
    means: Means
    said_at: datetime
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] | None = None
    spot: Spot | None = None
    note: str | None = None
    """The sender's own words where staff must read them (name and place of somebody unlinked)."""
    district: DistrictId | None = None
    """Where an unverified sender says to live; None: not known, may be any."""
    refuge: Refuge | None = None
    sighting: Seen | None = None
    """How somebody who walked the streets knows it; None: it was said outside of a roll call."""
    absence: Absence | None = None
    """Nobody was met, no flag hung out: kept and shown to staff, and no answer of the person's."""
    casualty: Casualty | None = None
    """Staff's alone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now for one person in one incident."""

    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] | None = None
    spot: Spot | None = None
    source: Source | None = None
    label: str = ""
    reporter: PersonId | None = None
    said_at: datetime | None = None
    sighting: Seen | None = None
    contested: bool = False
    """Two sources disagree and nobody has checked yet: staff are asked."""
    refuge: Refuge | None = None
    casualty: Casualty | None = None
    casualty_at: datetime | None = None
    """Since when staff have it on record."""


class Progress(StrEnum):
    """Silence is a state (promise 4)."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    DELIVERY_UNKNOWN = "delivery_unknown"
    BEGAN = "began"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The question and the state of the answer of one person in one incident."""

    incident: IncidentId
    person: PersonId
    progress: Progress
    standing: Standing = Standing()


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """Counts of one district in one incident. A person counts once, by the standing condition.

    `evacuated` counts people at a shelter and overlaps the conditions; `unverified` counts senders not linked to a
    person who may belong here, and is not part of `asked`.
    """

    asked: int = 0
    answered: int = 0
    safe: int = 0
    injured: int = 0
    needs_rescue: int = 0
    evacuated: int = 0
    silent: int = 0
    unverified: int = 0


class Listing(StrEnum):
    """Which people of a district a leader asks for."""

    SILENT = "silent"
    NEEDS_HELP = "needs_help"
    EVERYBODY = "everybody"
    """All who were asked, house by house: for counts by block, and for paper."""
