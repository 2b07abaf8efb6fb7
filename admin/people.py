"""The people of an open incident as values: how each is, as far as anybody knows. Before any decision about showing."""

from dataclasses import dataclass
from datetime import datetime

from admin.board import Registered
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.reports import CheckIn, Report
from bot.core.understanding import Need
from bot.rules.urgency import Urgency

PAGE = 50
MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people of an incident, and from the which on. Empty and None: all.

    By district, need for support, needs and name only those are found who may be shown: else a protected person's
    name could be tried out.
    """

    incident: IncidentId
    groups: frozenset[Urgency] = frozenset()
    contested: bool = False
    on_record: bool = False
    """As missing or dead, whatever else holds of them."""
    district: DistrictId | None = None
    support_needed: bool = False
    need: Need | None = None
    words: str = ""
    start: int = 0

    @property
    def tells_of_people(self) -> bool:
        """Whoever is found by it is known to live there, to need that, to be called so."""
        return bool(self.district or self.support_needed or self.need or self.words.strip())


@dataclass(frozen=True, slots=True)
class Found:
    """A person in an incident. `steps`: how many of the ladder are behind them; `asked_at` None: never asked."""

    registered: Registered
    check_in: CheckIn
    urgency: Urgency
    asked_at: datetime | None
    steps: int
    reachable: bool


@dataclass(frozen=True, slots=True)
class People:
    """One page of the list. `totals`: how many there are of each urgency, whatever groups were asked for."""

    found: tuple[Found, ...]
    totals: dict[Urgency, int]
    total: int


@dataclass(frozen=True, slots=True)
class Retracted:
    """A report no longer counts: since when, by whom (an id), and why."""

    at: datetime
    by: PersonId
    by_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    report: Report
    retracted: Retracted | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """One person with everything that was said of them in an incident, the newest first."""

    found: Found
    told: tuple[Told, ...]
    listed: bool = False
    """Somebody has to go there already, and nobody has been."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """`office`: by which name staff signed; None: the person said it."""

    id: str
    at: datetime
    words: str
    office: str | None


@dataclass(frozen=True, slots=True)
class Spoken:
    lines: tuple[TalkLine, ...] = ()
    is_open: bool = False
