"""An incident, a city and a walk over time for the rules of the ladder; nothing here knows a database."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.ladder import USUAL, Ladder, Road
from bot.rules.ladder import due

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 9, 1, 12, tzinfo=TOKYO)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOON)
FLOOD = replace(QUAKE, hazard=Hazard.FLOOD, level="3")
DRILL = replace(QUAKE, drill=True)

Taken = tuple[int, Road, bool]
"""Minutes after the question, the road, and whether it was passed over."""


@dataclass
class Walker:
    """Somebody silent, as the storage would keep them: which steps they take, look by look."""

    asked_at: datetime = NOON
    support_needed: bool = False
    reachable: bool = True
    ladder: Ladder = USUAL
    incident: Incident = QUAKE
    steps: int = 0
    taken: list[Taken] = field(default_factory=list)

    def look(self, now: datetime) -> int:
        """How many steps this look has taken."""
        before = self.steps
        for each in due(self.ladder, self.incident, now):
            group = each.group
            here = (group.taken, group.support_needed, group.reachable)
            if here == (self.steps, self.support_needed, self.reachable) and self.asked_at <= each.asked_by:
                self.steps += 1
                minutes = (now - self.asked_at) // timedelta(minutes=1)
                self.taken.append((minutes, each.road, each.skipped))
        return self.steps - before

    def walk(self, hours: float, every: timedelta = timedelta(minutes=1)) -> list[Taken]:
        """Looks at regular times from the question on."""
        now = self.asked_at
        while now <= self.asked_at + timedelta(hours=hours):
            self.look(now)
            now += every
        return self.taken

    def told(self, hours: float) -> list[tuple[int, Road]]:
        return [(minutes, road) for minutes, road, skipped in self.walk(hours) if not skipped]
