"""Somebody goes to somebody: one line of the list of those to be visited, as staff have dealt with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import IncidentId, NoticeId, PersonId, VisitId, derived_id

MAX_ASSIGNED = 40
MAX_NOTE = 200


class VisitState(StrEnum):
    UNASSIGNED = "unassigned"
    HEADING = "heading"
    MET = "met"
    NOT_MET = "not_met"
    """Gone to, and nobody was found: somebody has to go again, or to ask around."""
    NOT_NEEDED = "not_needed"


OVER = frozenset({VisitState.MET, VisitState.NOT_NEEDED})
"""Nobody has to go any more, until somebody calls again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`person` None: somebody whom the city does not know, called for in `notice`. `changed_by`: staff, or a session.

    `version` counts the changes, so that whoever changes what another has just changed is told.
    """

    id: VisitId
    incident: IncidentId
    person: PersonId | None
    notice: NoticeId | None
    state: VisitState
    assigned: str
    note: str | None
    changed_at: datetime
    changed_by: str
    version: int


def visit_id(incident: IncidentId, to: PersonId | NoticeId) -> VisitId:
    """The same whoever makes it first: one person is one line in an incident."""
    return VisitId(derived_id("visit", incident, to))
