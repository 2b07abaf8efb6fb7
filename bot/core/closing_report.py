"""The report that an incident is closed with: counts, shares and times. Nothing in it says who somebody is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.incidents import Incident
from bot.core.ladder import Road


class KnownBy(StrEnum):
    """From whom the city first heard how somebody is."""

    SELF = "self"
    KIN = "kin"
    SUPPORTER = "supporter"
    LEADER = "leader"
    FLAG = "flag"
    """Seen at the door: a yellow flag or a card."""
    STAFF = "staff"


class AgeBand(StrEnum):
    UNDER_65 = "under_65"
    FROM_65 = "from_65"
    FROM_75 = "from_75"
    FROM_85 = "from_85"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Share:
    """So many people (or households) were asked, and of so many of them it is known how they are."""

    asked: int = 0
    known: int = 0

    @property
    def percent(self) -> float:
        """Nobody asked: 0."""
        return 100 * self.known / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Milestone:
    """How long after the opening the state of so many per cent was known; None: never."""

    percent: int
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class Times:
    """How long it took in each group. None: too few people to be shown, or over this road none at all."""

    by_district: tuple[tuple[str, tuple[Milestone, ...] | None], ...] = ()
    by_age: tuple[tuple[AgeBand, tuple[Milestone, ...] | None], ...] = ()
    by_road: tuple[tuple[KnownBy, timedelta | None], ...] = ()
    """The median from the opening."""


@dataclass(frozen=True, slots=True)
class Households:
    """People at one address are one household; whoever has none is one alone. `partly`: of some of it, not of all."""

    asked: int = 0
    known: int = 0
    partly: int = 0

    @property
    def share(self) -> Share:
        return Share(self.asked, self.known)


@dataclass(frozen=True, slots=True)
class Crossed:
    """One district by age band, in the order of `AgeBand`; None: too few people to be shown."""

    district: str
    cells: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class Rescue:
    """A call for rescue: when the city first heard of it, and when staff had dealt with it; None: not yet."""

    told_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """`minutes` after the opening, of so many people how they are was known; in the order of `KnownBy`."""

    minutes: int
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """Of the question and its reminders: mailings that a channel refused, or that were not accepted in time."""

    refused: int = 0
    expired: int = 0
    undelivered: int = 0
    """Notices to staff that a letter of this incident did not arrive."""


@dataclass(frozen=True, slots=True)
class Failures:
    """What did not go well. `unreachable`: people with no account, or none that took the question."""

    letters: Letters = Letters()
    unreachable: int = 0
    contested: int = 0
    silent: int = 0
    injured: int = 0
    """Not a failure of the city's, but what is left to do: known to be hurt at the end."""
    needs_rescue: int = 0
    missing: int = 0
    dead: int = 0
    """The last two as staff have them on record at the end."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """A step of the ladder, and about how many people somebody was written to; of staff: how many are on their list.

    `people` None: the step was taken before this was counted.
    """

    road: Road
    people: int | None


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """`as_of`: when it was counted. `where`: the names of the districts, none for the whole city.

    `times` is empty in reports that were kept before it was counted.
    """

    incident: Incident
    where: tuple[str, ...]
    as_of: datetime
    everybody: Share
    households: Households
    milestones: tuple[Milestone, ...]
    by_district: tuple[tuple[str, Share], ...]
    by_age: tuple[tuple[AgeBand, Share], ...]
    crossed: tuple[Crossed, ...]
    by_road: tuple[tuple[KnownBy, int], ...]
    rescues: tuple[Rescue, ...]
    failures: Failures
    climbed: tuple[Climbed, ...]
    curve: tuple[Point, ...]
    times: Times = Times()
