"""Taps that tell how somebody is."""

from dataclasses import dataclass

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import Refuge
from bot.core.understanding import Condition, Need, Whereabouts


@dataclass(frozen=True, slots=True)
class StartReport:
    """The rich menu's 「安否を伝える」: ask me how I am."""


@dataclass(frozen=True, slots=True)
class ReportCondition:
    """「無事です」「けがをした」「助けてほしい」; `about` is set when it is said for somebody else."""

    condition: Condition
    incident: IncidentId | None = None
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReportEvacuated:
    """「避難しました」"""

    incident: IncidentId | None = None
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReportWhereabouts:
    whereabouts: Whereabouts
    incident: IncidentId | None = None
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReportRefuge:
    """「車」「親せき・知人の家」, after 「ほかの場所にいる」."""

    refuge: Refuge
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class ReportNeed:
    """One thing that is lacking; `need` is None for 「足りています」."""

    need: Need | None
    incident: IncidentId | None = None
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReportForReal:
    """In the middle of a drill: help is needed in earnest (promise 5), by `about` where not by oneself."""

    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class SkipQuestion:
    """「あとで」: the open question is dropped, what was said stays."""


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """「変更する」: ask again how the person is."""

    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class AnswerForFamily:
    """「家族のことを答える」"""

    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class ChooseRelative:
    """This is the one I answer for."""

    person: PersonId
    incident: IncidentId | None = None
