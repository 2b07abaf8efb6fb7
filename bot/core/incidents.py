"""A disaster or a drill, and the declared legal state that may go with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId


class Hazard(StrEnum):
    """The kinds of 災害対策基本法施行令 20条の3 (designated sites), and what else Japan's cities meet."""

    EARTHQUAKE = "earthquake"
    FLOOD = "flood"
    INLAND_FLOOD = "inland_flood"
    LANDSLIDE = "landslide"
    STORM_SURGE = "storm_surge"
    TSUNAMI = "tsunami"
    FIRE = "fire"
    VOLCANO = "volcano"
    TYPHOON = "typhoon"
    SNOW = "snow"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incident:
    """`districts` empty means the whole city."""

    id: IncidentId
    title: str
    hazard: Hazard
    level: str
    """As announced: 5強, 3 ... empty where none was."""
    districts: tuple[DistrictId, ...]
    drill: bool
    opened_at: datetime
    closed_at: datetime | None = None

    def concerns(self, district: DistrictId | None) -> bool:
        """A person without a matched area is asked too: ask rather than miss (standards.md 5)."""
        return not self.districts or district is None or district in self.districts

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Emergency:
    """有事: declared by a named member of staff for an area, always with an end (standards.md 2.6)."""

    id: str
    districts: tuple[DistrictId, ...]
    declared_at: datetime
    until: datetime
    ended_at: datetime | None = None
    declared_by: PersonId | None = None
    cause: str = ""
    """The alert or order behind it, in the words of whoever declared it: 大雨特別警報 (10時20分)."""
    recipients: frozenset[RecipientKind] = frozenset(RecipientKind)
    """Who can help, and may be shown what is necessary."""

    def holds(self, district: DistrictId | None, now: datetime) -> bool:
        """A person without a matched area counts as outside for disclosures."""
        ended = self.ended_at is not None and self.ended_at <= now
        inside = district is not None and (not self.districts or district in self.districts)
        return inside and self.declared_at <= now < self.until and not ended
