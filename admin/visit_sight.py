"""What one session may see of the list of those to be visited: everybody on it passes `decide`. Pure."""

from dataclasses import dataclass
from datetime import datetime

from admin.person_sight import Moments, PersonSight, look_at
from admin.showing import Viewer, Withheld
from admin.visits import ToVisit, Why
from bot.core.consents import Disclosure
from bot.core.ids import NoticeId, PersonId, VisitId
from bot.core.incidents import Incident
from bot.core.visits import VisitState


@dataclass(frozen=True, slots=True)
class VisitSight:
    """One line. `who` None: somebody whom the city does not know. Of somebody protected no words are shown."""

    id: VisitId
    version: int
    person: PersonId | None
    notice: NoticeId | None
    why: Why
    who: PersonSight | None
    state: VisitState
    assigned: str
    note: str
    changed_at: datetime | None
    words: str
    called_at: datetime | None


def look_at_line(
    line: ToVisit, viewer: Viewer, incident: Incident, moments: Moments
) -> tuple[VisitSight, Disclosure | None]:
    """What is shown, and what goes into the ledger before it is."""
    who, shown = (None, None) if line.found is None else look_at(line.found, viewer, incident, moments)
    is_hidden = who is not None and isinstance(who.subject, Withheld)
    visit = line.visit
    sight = VisitSight(
        id=line.id,
        version=line.version,
        person=who.person if who else None,
        notice=line.notice,
        why=line.why,
        who=who,
        state=line.state,
        assigned=visit.assigned if visit and line.state is visit.state else "",
        note="" if is_hidden or visit is None else visit.note or "",
        changed_at=visit.changed_at if visit else None,
        words="" if is_hidden else line.words or "",
        called_at=line.called_at,
    )
    return sight, shown
