"""What a city wants proposed, and by which codes and names it is known: config/municipalities/<city>/alerts.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.ids import DistrictId


@dataclass(frozen=True, slots=True)
class CityCodes:
    """The city in each source's own codes (standards.md 4.3, 4.8)."""

    municipality: str = ""
    """全国地方公共団体コード, six digits: L-Alert, Rescuenow."""
    jma: tuple[str, ...] = ()
    """市町村等 of the JMA; several where a city is cut into parts."""
    quake_regions: tuple[str, ...] = ()
    """地震情報／細分区域: 震度速報 knows no municipalities."""
    forecast_areas: tuple[str, ...] = ()
    """府県予報区 and 一次細分区域, for bulletins."""
    coasts: tuple[str, ...] = ()
    """津波予報区; none for a city without a coast."""


NO_CODES = CityCodes()


@dataclass(frozen=True, slots=True)
class Triggers:
    """Which alerts become proposals. What is empty or None proposes nothing."""

    codes: CityCodes = NO_CODES
    intensity: str | None = None
    """The least seismic intensity, as the JMA codes it: 5-."""
    orders: tuple[int, ...] = ()
    """Levels of the city's own evacuation orders."""
    warnings: tuple[int, ...] = ()
    """Levels of the JMA's warnings, which are never an order."""
    tsunamis: tuple[str, ...] = ()
    """津波注意報, 津波警報, 大津波警報."""
    bulletins: tuple[str, ...] = ()
    """Tags of 府県気象防災速報: 線状降水帯発生."""
    occurrences: tuple[str, ...] = ()
    """Rescuenow's flags, as shown: 地震, 洪水."""
    wait: timedelta | None = None
    """After which a proposal goes by itself; None: only staff let it go."""
    places: Mapping[str, DistrictId] = field(default_factory=dict)
    """大字 and 町名, as orders name them, and the district in which they lie."""


@dataclass(frozen=True, slots=True)
class FollowedFeeds:
    """Which feeds a city follows. Where they are stands in the settings; without an address nothing is asked."""

    jma: tuple[str, ...] = ()
    """Of eqvol, extra, regular, other."""
    l_alert: bool = False
    rescuenow: bool = False
    cap: bool = False
