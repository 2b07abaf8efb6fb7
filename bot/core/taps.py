"""What a button means, and its short wire form (`1|report|safe|INC`), the same on every channel.

A tap carries no secret and no right: whoever sends one is checked again by the topic that handles it.
"""

from dataclasses import dataclass, fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.language import Language
from bot.core.reports import Listing
from bot.core.understanding import Condition, Need, Whereabouts

MAX_LENGTH = 300
"""LINE's limit of postback data (line.md 3)."""

_VERSION = "1"


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


@dataclass(frozen=True, slots=True)
class AskAboutFamily:
    """How is this person? None: all whom the asker follows."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class AskSummary:
    """まとめ of one district."""

    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskListing:
    listing: Listing
    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskHuman:
    """「職員と話したい」"""


@dataclass(frozen=True, slots=True)
class AskHelp:
    """「使い方」"""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """None opens the choice."""

    language: Language | None = None


@dataclass(frozen=True, slots=True)
class StartReport:
    """The rich menu's 「安否を伝える」: ask me how I am."""


Tap = (
    ReportCondition
    | ReportEvacuated
    | ReportWhereabouts
    | ReportNeed
    | ReportForReal
    | SkipQuestion
    | ChangeReport
    | AnswerForFamily
    | ChooseRelative
    | AskAboutFamily
    | AskSummary
    | AskListing
    | AskHuman
    | AskHelp
    | ChooseLanguage
    | StartReport
)

_NAMES: dict[str, type[Any]] = {
    "report": ReportCondition,
    "evacuated": ReportEvacuated,
    "where": ReportWhereabouts,
    "need": ReportNeed,
    "forreal": ReportForReal,
    "skip": SkipQuestion,
    "change": ChangeReport,
    "forfamily": AnswerForFamily,
    "relative": ChooseRelative,
    "askfamily": AskAboutFamily,
    "summary": AskSummary,
    "list": AskListing,
    "human": AskHuman,
    "help": AskHelp,
    "language": ChooseLanguage,
    "start": StartReport,
}
_NAME_OF = {kind: name for name, kind in _NAMES.items()}


def encode(tap: Tap) -> str:
    """The wire form. Ids hold no `|`, which the loading of a city's data makes sure of."""
    values = (getattr(tap, each.name) for each in fields(tap))
    return "|".join((_VERSION, _NAME_OF[type(tap)], *("" if value is None else str(value) for value in values)))


def decode(data: str) -> Tap | None:
    """The tap, or None where the data is not of this version's making."""
    version, *rest = data[:MAX_LENGTH].split("|")
    kind = _NAMES.get(rest[0]) if version == _VERSION and rest else None
    if kind is None:
        return None
    hints, values = get_type_hints(kind), rest[1:]
    if len(values) != len(fields(kind)):
        return None
    try:
        tap: Tap = kind(*(_value(hints[each.name], raw) for each, raw in zip(fields(kind), values, strict=True)))
    except ValueError:
        return None
    return tap


def _value(hint: Any, raw: str) -> Any:
    """One field from its text: an enum's value, an id, or None where the field may be empty."""
    options = get_args(hint) if get_origin(hint) is UnionType or NoneType in get_args(hint) else (hint,)
    if raw == "":
        if NoneType in options:
            return None
        raise ValueError(hint)
    (concrete,) = (option for option in options if option is not NoneType)
    return concrete(raw)
