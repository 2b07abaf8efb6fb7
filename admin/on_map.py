"""The map as values: districts with their counts, sites, and where people said they are. Before and after `decide`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from admin.showing import Viewer
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.reports import AreaSummary, Spot
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, decide, disclosed

_WANTED = frozenset({Item.LOCATION, Item.CONDITION})
_SILENT_SHARE = 0.5


class Tone(StrEnum):
    """What is the matter in a district, the worst first."""

    RESCUE = "rescue"
    INJURED = "injured"
    SILENT = "silent"
    """Of half the people or more nobody knows how they are."""
    WELL = "well"
    NOBODY = "nobody"
    """Nobody was asked there."""


@dataclass(frozen=True, slots=True)
class Area:
    """A district; degrees are WGS 84, None where the city's file has none."""

    id: DistrictId
    name: str
    latitude: float | None
    longitude: float | None
    counts: AreaSummary

    @property
    def tone(self) -> Tone:
        counts = self.counts
        if not counts.asked:
            return Tone.NOBODY
        if counts.needs_rescue:
            return Tone.RESCUE
        if counts.injured:
            return Tone.INJURED
        return Tone.SILENT if counts.silent >= counts.asked * _SILENT_SHARE else Tone.WELL


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Spotted:
    """Where somebody said to be. `person` None: a sender whom nobody knows."""

    person: Person | None
    spot: Spot
    condition: Condition | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Pin:
    """What the map shows of it: no name. Who it is stands on the board."""

    spot: Spot
    condition: Condition | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What the ledger has to say before a pin is shown."""

    disclosure: Disclosure
    said_at: datetime


@dataclass(frozen=True, slots=True)
class CityMap:
    areas: tuple[Area, ...]
    sites: tuple[Site, ...]
    spotted: tuple[Spotted, ...]
    spots: int
    """How many there are; `spotted` has at most as many as the map bears."""


def pinned(spotted: Spotted, incident: Incident, viewer: Viewer, now: datetime) -> tuple[Pin | None, Seen | None]:
    """Who is under a disclosure block is on no map. A sender whom nobody knows has no one to decide about."""
    pin = Pin(spotted.spot, spotted.condition, spotted.said_at)
    if spotted.person is None:
        return pin, None
    moment = Moment(now, incident.drill)
    question = Question(spotted.person, viewer.recipient, Purpose.SAFETY_SHARING, _WANTED, moment)
    decision = decide(question)
    if not isinstance(decision, Allowed) or not decision.items >= _WANTED:
        return None, None
    return pin, Seen(disclosed(question, decision, _WANTED, incident.id), spotted.said_at)
