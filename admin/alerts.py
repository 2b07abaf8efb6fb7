"""Alerts as 「届いた電文」 shows them: what came, what became of it, what in it is the city's own. Nothing personal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, ShelterState
from bot.core.ids import IncidentId
from bot.core.proposals import Proposal
from bot.core.triggers import CityCodes
from bot.rules.triggers.ranks import INTENSITIES

_PREFECTURE = 2
"""Digits; a code of the JMA or of 総務省 with six or more begins with them."""
_SHORTEST_OF_JAPAN = 6


OF_WRONG = frozenset({AlertChange.CORRECTED, AlertChange.CANCELLED})


class Wanted(StrEnum):
    """Which alerts are shown."""

    ALL = "all"
    UNKNOWN = "unknown"
    NOT_REAL = "not_real"
    SHELTERS = "shelters"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The one before or after in the same series."""

    change: AlertChange
    issued: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """`became`: propose, join, raise, correct, or why it was only kept. `led`: the proposals that stand on it.

    `incident`: the one that its event belongs to, with its title. `has_raw`: whether its raw text can be opened.
    """

    alert: Alert
    received_at: datetime
    became: str
    led: tuple[Proposal, ...] = ()
    incident: tuple[IncidentId, str] | None = None
    before: Neighbour | None = None
    after: Neighbour | None = None
    has_raw: bool = False

    @property
    def is_taken_back(self) -> bool:
        """The next word of its series says that it was wrong."""
        return self.after is not None and self.after.change in OF_WRONG


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The newest first; `more`: older ones are there."""

    alerts: tuple[Arrived, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What came lately and asks nobody anything, yet should be seen: shelters that are open, alerts not understood."""

    shelters: int = 0
    unknown: int = 0


def heard(alerts: Iterable[tuple[Alert, str]], codes: CityCodes, city: str) -> Heard:
    """`alerts`: real ones with what became of each. The newest of a series of openings holds; a cancelled one is none.

    An alert of an unknown kind counts where it may concern the city: others come by the dozen every day.
    """
    openings: dict[str, Alert] = {}
    unknown = 0
    for alert, became in alerts:
        if alert.kind is AlertKind.SHELTER:
            known = openings.get(alert.series)
            if became != "other_area" and (known is None or _replaces(alert, known)):
                openings[alert.series] = alert
        elif alert.change is not AlertChange.CANCELLED and _may_concern(alert, codes, city):
            unknown += 1
    told = (each for each in openings.values() if each.change is not AlertChange.CANCELLED)
    return Heard(sum(one.state is ShelterState.OPEN for each in told for one in each.shelters), unknown)


def _may_concern(alert: Alert, codes: CityCodes, city: str) -> bool:
    return not alert.areas or any(is_near(each, codes, city) for each in alert.areas)


def _replaces(alert: Alert, known: Alert) -> bool:
    return (alert.revision or 0, alert.issued) >= (known.revision or 0, known.issued)


def is_own(area: AlertArea, codes: CityCodes, city: str) -> bool:
    """By the city's codes; by name where the area has none that the city's file knows."""
    ours = {codes.municipality, *codes.jma, *codes.quake_regions, *codes.forecast_areas, *codes.coasts} - {""}
    return area.code in ours or (bool(area.name) and (area.name in city or city in area.name))


def is_near(area: AlertArea, codes: CityCodes, city: str) -> bool:
    """The city's own, or of its prefecture, or of a place that nobody can tell."""
    prefecture = codes.municipality[:_PREFECTURE]
    is_of_prefecture = len(area.code) >= _SHORTEST_OF_JAPAN and area.code.startswith(prefecture or area.code)
    return not area.code or is_of_prefecture or is_own(area, codes, city)


@dataclass(frozen=True, slots=True)
class Strength:
    """How grave it is. `own`: for the city; else for the gravest of the other areas."""

    level: int | None
    intensity: str
    own: bool


def strength(alert: Alert, codes: CityCodes, city: str) -> Strength | None:
    """None where nothing is announced any more, or nothing that has a level or an intensity."""
    standing = [each for each in alert.areas if not each.lifted]
    ours = [each for each in standing if is_own(each, codes, city)]
    return _strength(ours, own=True) or _strength(standing, own=False)


def _strength(areas: Iterable[AlertArea], *, own: bool) -> Strength | None:
    told = tuple(areas)
    level = max((each.level for each in told if each.level is not None), default=None)
    felt = [each.intensity for each in told if each.intensity in INTENSITIES]
    intensity = max(felt, key=INTENSITIES.index, default="")
    return Strength(level, intensity, own) if level is not None or intensity else None
