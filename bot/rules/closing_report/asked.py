"""One person of an incident as the report needs them: no name and no id."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.closing_report import AgeBand, KnownBy
from bot.core.reports import Casualty, Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition

KNOWN = frozenset({Condition.SAFE, Condition.INJURED, Condition.NEEDS_RESCUE})
"""How somebody is counts as known, good or bad."""

_AT_THE_DOOR = frozenset({Seen.YELLOW_FLAG, Seen.DOOR_CARD})
_ROADS = {
    Source.SELF: KnownBy.SELF,
    Source.FAMILY: KnownBy.KIN,
    Source.SUPPORTER: KnownBy.SUPPORTER,
    Source.LEADER: KnownBy.LEADER,
    Source.COMMISSIONER: KnownBy.LEADER,
    Source.STAFF: KnownBy.STAFF,
}
_BANDS = ((85, AgeBand.FROM_85), (75, AgeBand.FROM_75), (65, AgeBand.FROM_65))


@dataclass(frozen=True, slots=True)
class Asked:
    """`district`: its name, empty where it is not known. `household`: alike for people of one household.

    `known_at` and `known_by`: when and over which road the city first heard, of somebody whose state is known now.
    `condition` is what stands at the end. `listed`: they came onto the staff's list.
    """

    district: str
    age: int | None
    household: int
    condition: Condition | None = None
    known_at: datetime | None = None
    known_by: KnownBy | None = None
    contested: bool = False
    unreachable: bool = False
    listed: bool = False
    casualty: Casualty | None = None

    @property
    def is_known(self) -> bool:
        return self.condition in KNOWN or self.casualty is Casualty.DEAD


def known_by(source: Source, seen: Seen | None = None) -> KnownBy | None:
    """None: somebody unverified said it, which makes nobody known."""
    return KnownBy.FLAG if seen in _AT_THE_DOOR else _ROADS.get(source)


def age_band(age: int | None) -> AgeBand:
    if age is None:
        return AgeBand.UNKNOWN
    return next((band for least, band in _BANDS if age >= least), AgeBand.UNDER_65)


def age_on(day: date, birthdate: date | None) -> int | None:
    """Full years."""
    if birthdate is None:
        return None
    return day.year - birthdate.year - ((day.month, day.day) < (birthdate.month, birthdate.day))
