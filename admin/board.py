"""The city's board as values: which incidents are open, the counts, the notices. Before any decision about showing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from admin.emergencies import Declared
from admin.proposals import NONE_PROPOSED, Proposed
from admin.short import Short
from bot.core.going import Going
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.reports import AreaSummary, Report, Standing


class Section(StrEnum):
    """Where a notice stands on the board. GO: somebody may have to go there; it comes first, always."""

    GO = "go"
    INJURY = "injury"
    CONTESTED = "contested"
    REPORT_WITHOUT_INCIDENT = "report_without_incident"
    UNVERIFIED_REPORT = "unverified_report"
    HANDOFF = "handoff"
    UNDELIVERED = "undelivered"
    CONSENT_DIFFERS = "consent_differs"
    SUBJECT_UNKNOWN = "subject_unknown"
    CONSENT_ENDED = "consent_ended"
    ACCOUNT_LINKED = "account_linked"
    ROLL_CALL = "roll_call"
    ALERT_PROPOSED = "alert_proposed"
    QUIET_SILENCE = "quiet_silence"


GO_KINDS = frozenset({NoticeKind.RESCUE, NoticeKind.POSSIBLE_DISTRESS})


def section_of(kind: NoticeKind) -> Section:
    return Section.GO if kind in GO_KINDS else Section(kind.value)


@dataclass(frozen=True, slots=True)
class Registered:
    """A person with what the register says of them. `district` is its name in words."""

    person: Person
    district: str
    birthdate: date | None
    address: str
    phone: str
    support_reason: str


@dataclass(frozen=True, slots=True)
class Team:
    """Whom staff sent on a visit, in their own words; empty where they wrote nothing. `since`: when they did."""

    assigned: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the board. `subject`: whom it is about; `teller`: who said it, where that is somebody else.

    `standing` is what holds for the subject now in the notice's incident.
    """

    raised: NoticeRaised
    report: Report | None = None
    subject: Registered | None = None
    teller: Registered | None = None
    standing: Standing | None = None
    done_at: datetime | None = None
    going: tuple[Going, ...] = ()
    """Who said to be on the way to the subject."""
    former: str = ""
    """The title of its incident, where that is closed: another one may be open meanwhile."""
    team: Team | None = None
    """Who is on the way there by the list of visits; of a closed incident nobody, for nobody keeps that list."""

    @property
    def section(self) -> Section:
        return section_of(self.raised.kind)


@dataclass(frozen=True, slots=True)
class Counted:
    """An open incident with its counts. `where`: the names of its districts, none for the whole city."""

    incident: Incident
    where: tuple[str, ...]
    overall: AreaSummary
    by_district: tuple[tuple[str, AreaSummary], ...]
    uncalled: int = 0
    """Who waits for a visit without having called for help: silent to the end of the ladder, or added by staff."""


@dataclass(frozen=True, slots=True)
class Board:
    """`notices` newest first, at most as many as were asked for; `totals` how many there are, by drill and section."""

    as_of: datetime
    incidents: tuple[Counted, ...] = ()
    notices: tuple[Notice, ...] = ()
    totals: Mapping[tuple[bool, Section], int] | None = None
    proposed: Proposed = NONE_PROPOSED
    emergencies: tuple[Declared, ...] = ()
    short: tuple[Short, ...] = ()
    """Of each world in which something waits for new LINE messages."""

    def total(self, section: Section, *, drill: bool) -> int:
        return (self.totals or {}).get((drill, section), 0)
