"""Whom a message is for: by area, hazard at home, need for support, office, language, and answers in an incident."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard
from bot.core.language import Language
from bot.core.people import Office


class Zone(StrEnum):
    """土砂災害防止法: 警戒区域 (yellow) and 特別警戒区域 (red)."""

    WARNING = "warning"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class HomeHazard:
    """What the hazard map says of somebody's home. `depth`: of the flood, in metres; None where the map gives none.

    Nought: the water does not come there, whatever an earlier map said.
    """

    hazard: Hazard
    depth: float | None = None
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class AtHome:
    """Homes under a hazard: of a flood that is at least `depth` metres deep, or in a special zone only.

    What the map leaves open counts as in: ask rather than miss.
    """

    hazard: Hazard
    depth: float = 0.0
    special: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A group inside a district (班)."""

    district: DistrictId
    name: str


class Answer(StrEnum):
    """Of those who were asked in an incident."""

    ASKED = "asked"
    SILENT = "silent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Audience:
    """All conditions hold together; of what stands in one of them, one is enough. Empty: everybody.

    Whoever has no matched area belongs to every area; whose home has no hazard written of it and no matched area or no
    place on the map, to every hazard at home (standards.md 5).
    """

    districts: tuple[DistrictId, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Beside the districts: somebody in either is in the area."""
    hazards: tuple[AtHome, ...] = ()
    supported: bool = False
    """高齢者等: people there who need time, and those there who help one of them (standards.md 4.5)."""
    born_by: date | None = None
    """Who was born on this day or before needs time, as does whoever needs support; None: age says nothing."""
    offices: tuple[Office, ...] = ()
    languages: tuple[Language, ...] = ()
    """As the register has them: in which one somebody is written to, the conversation decides."""
    incident: IncidentId | None = None
    answer: Answer = Answer.ASKED
    """In the incident; counts where there is one."""


class Rank(IntEnum):
    """Who comes first where not everybody can be written to at once. A person has the lowest that fits."""

    SUPPORT = 0
    """Needs support to evacuate."""
    HAZARD = 1
    """Lives under the hazard."""
    OTHERS = 2
    CAN_WAIT = 3
    """Relatives who live elsewhere, officers of the neighbourhood: they write by themselves, and a reply is free."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What the words to somebody may depend on. Few differ, so that LINE takes 500 people in one call."""

    language: Language = Language.JAPANESE
    leaving: bool = False
    """高齢者等: lives there and needs time, or helps somebody who does."""
    sites: tuple[str, ...] = ()
    """Designated for the hazard, in the person's district."""
    opened: tuple[str, ...] = ()
    """Those of `sites` that the city has announced as open."""
    may_help: bool = False
    """In no known district: reads also what to do for somebody there, whoever helps and whoever does not alike."""
