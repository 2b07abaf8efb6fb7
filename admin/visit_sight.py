"""What one session may see of the list of those to be visited: everybody on it passes `decide`. Pure."""

from dataclasses import dataclass
from datetime import datetime

from admin.person_sight import Moments, PersonSight, look_at
from admin.showing import Viewer, Withheld
from admin.visits import ToVisit, Why
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.ids import NoticeId, PersonId, VisitId
from bot.core.incidents import Incident
from bot.core.reports import Report
from bot.core.visits import VisitState
from bot.rules.consent import Allowed, Moment, Question, decide


@dataclass(frozen=True, slots=True)
class VisitSight:
    """One line. `who` None: somebody whom the city does not know. Of somebody protected no words are shown,
    nor what they said about nobody.
    """

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
    distress_at: datetime | None
    absent: Report | None = None
    is_far: bool = False
    """Lives in no district of the city, as far as anybody knows."""


def look_at_line(
    line: ToVisit, viewer: Viewer, incident: Incident, moments: Moments
) -> tuple[VisitSight, Disclosure | None]:
    """What is shown, and what goes into the ledger before it is."""
    who, shown = (None, None) if line.found is None else look_at(line.found, viewer, incident, moments)
    is_hidden = isinstance(who.subject, Withheld) if who else _is_teller_hidden(line, viewer, incident, moments)
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
        distress_at=line.distress_at,
        absent=None if is_hidden else line.absent,
        is_far=not is_hidden and line.found is not None and not line.found.registered.district,
    )
    return sight, shown


def _is_teller_hidden(line: ToVisit, viewer: Viewer, incident: Incident, moments: Moments) -> bool:
    """What is about nobody tells of whoever said it: a sentence may hold their address."""
    if line.teller is None:
        return False
    moment = Moment(moments.now, incident.drill)
    items = frozenset({Item.LOCATION})
    question = Question(line.teller.person, viewer.recipient, Purpose.SAFETY_SHARING, items, moment)
    return not isinstance(decide(question), Allowed)
