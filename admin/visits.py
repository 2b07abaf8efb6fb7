"""The list of those somebody has to go to, as values. Before any decision about showing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from admin.board import Registered
from admin.people import Found
from bot.core.ids import DistrictId, IncidentId, NoticeId, VisitId
from bot.core.ladder import Ladder, Road
from bot.core.reports import Report
from bot.core.visits import OVER, Visit, VisitState
from bot.rules.urgency import Urgency

FIRST = 40
"""Lines that are shown at first: a car has no more in a day, and a browser draws them at once."""
MOST = 400
"""Lines that are shown at most, on the screen and on paper; a district at a time shows the others."""

URGENT = frozenset({Urgency.NEEDS_RESCUE, Urgency.MISSING, Urgency.POSSIBLE_DISTRESS})


class Why(StrEnum):
    """Why somebody is on the list."""

    CALLED = "called"
    """A call for help, sure or possible, that nobody has dealt with."""
    SILENT = "silent"
    """The ladder has come to its step of the staff's list."""
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class VisitsWanted:
    """`staff_step`: how many steps of the city's ladder lie before its staff's list, with it; None: it has none.

    `by_street`: by district and block, so that one car drives one street; else by urgency. Calls for help come first
    either way.
    """

    incident: IncidentId
    staff_step: int | None
    district: DistrictId | None = None
    by_street: bool = True
    over: bool = False
    """Those that are over, instead of those that are open."""
    most: int = FIRST


@dataclass(frozen=True, slots=True)
class ToVisit:
    """One line. `found` None: somebody whom the city does not know; `words`: the newest call, as it was said.

    `notice` is set where the line is about a notice and not about a person; `teller`: who said it, where known.
    `distress_at`: when distress of the person was last told of, dealt with or not.
    """

    id: VisitId
    why: Why
    found: Found | None
    visit: Visit | None
    words: str | None = None
    called_at: datetime | None = None
    notice: NoticeId | None = None
    teller: Registered | None = None
    distress_at: datetime | None = None
    absent: Report | None = None
    """What was told last of where nobody was met."""

    @property
    def state(self) -> VisitState:
        """One that was over when somebody called again is nobody's."""
        if self.visit is None or (self.visit.state in OVER and self.is_open):
            return VisitState.UNASSIGNED
        return self.visit.state

    @property
    def is_open(self) -> bool:
        if self.visit is None or self.visit.state not in OVER:
            return True
        return self.called_at is not None and self.called_at > self.visit.changed_at

    @property
    def version(self) -> int:
        return self.visit.version if self.visit else 0


@dataclass(frozen=True, slots=True)
class Visits:
    """`total` may be more than those that were read."""

    lines: tuple[ToVisit, ...]
    total: int


def staff_step(ladder: Ladder) -> int | None:
    """How many steps are behind those whom the ladder has brought to the staff's list."""
    roads = [each.road for each in ladder.steps]
    return roads.index(Road.STAFF) + 1 if Road.STAFF in roads else None
