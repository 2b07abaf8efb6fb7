"""What an authority announces: one form for the JMA's telegrams, L-Alert, Rescuenow and CAP (standards.md 4.8).

Nothing unknown is dropped or guessed: an unknown kind stays `unknown`, and what does not fit stands in `faults`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

_NUMBER: Final = 12
"""Hexadecimal digits of the digest: two alerts of a million share them once in three hundred times."""


class AlertSource(StrEnum):
    JMA = "jma"
    L_ALERT = "l_alert"
    RESCUENOW = "rescuenow"
    CAP = "cap"


class AlertKind(StrEnum):
    HEAVY_RAIN = "heavy_rain"
    LANDSLIDE = "landslide"
    RIVER_FLOOD = "river_flood"
    STORM_SURGE = "storm_surge"
    STORM = "storm"
    WAVES = "waves"
    HEAVY_SNOW = "heavy_snow"
    WEATHER = "weather"
    """Every other warning or advisory about weather: thunder, fog, frost ..."""
    BULLETIN = "bulletin"
    """府県気象防災速報: a band of heavy rain, a record of rain or snow within hours."""
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    EVACUATION_ORDER = "evacuation_order"
    """高齢者等避難, 避難指示, 緊急安全確保 of a municipality: the only order there is."""
    SHELTER = "shelter"
    OCCURRENCE = "occurrence"
    """Rescuenow's flag that something has happened."""
    UNKNOWN = "unknown"


class AlertStatus(StrEnum):
    """The first barrier of promise 5: it is read where the telegram says it, and whatever is not `real` stays so."""

    REAL = "real"
    TRAINING = "training"
    TEST = "test"


class AlertChange(StrEnum):
    """What the telegram does to its series (InfoType): 発表, 訂正, 取消, 遅延."""

    ISSUED = "issued"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True)
class AlertArea:
    """What is announced for one area. `code` in the source's own codes (JMA: 0720200), `scheme` says which they are."""

    code: str
    name: str
    scheme: str = ""
    """As written: 市町村等, 地震情報／細分区域, …; of L-Alert and CAP the name of the code list, where one is given."""
    announced: str = ""
    """The kind as written: レベル４大雨危険警報, 避難指示, 震度５強; empty where nothing is announced for the area."""
    level: int | None = None
    """Alert level 1 to 5, from the table of codes; None where it has none."""
    intensity: str = ""
    """Seismic intensity as JMA codes it: 1 2 3 4 5- 5+ 6- 6+ 7."""
    lifted: bool = False
    """解除: what stood for the area holds no more."""
    note: str = ""
    """What else is said of the area, in words for staff: since when, how many households and people."""


class ShelterState(StrEnum):
    """What is announced of a shelter: 開設, 閉鎖, 未開設, 常設, 不明. Unknown is not open."""

    OPEN = "open"
    CLOSED = "closed"
    UNOPENED = "unopened"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AnnouncedShelter:
    """One shelter as a municipality announces it. A number that nobody told is None, and never zero."""

    name: str
    address: str
    state: ShelterState
    since: datetime | None = None
    """Aware, UTC."""
    kind: str = ""
    """As written: 避難所, 臨時避難所, 広域避難場所（開設措置なし） ..."""
    capacity: int | None = None
    headcount: int | None = None
    """People in it, those who came of their own accord included."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One announcement. Times are aware, UTC."""

    source: AlertSource
    kind: AlertKind
    status: AlertStatus
    change: AlertChange
    series: str
    """The same for everything that replaces one another; the newest `issued` holds."""
    issued: datetime
    title: str
    headline: str
    areas: tuple[AlertArea, ...] = ()
    event: str = ""
    """The source's own id of what happened (EventID), shared by several series of one earthquake."""
    valid_until: datetime | None = None
    is_equivalent: bool = True
    """A level of the JMA is 「…相当」; only the municipality's order is the order (standards.md 4.5)."""
    revision: int | None = None
    """Counts within the series where the source counts: of two, the higher one holds."""
    shelters: tuple[AnnouncedShelter, ...] = ()
    digest: str = ""
    """SHA-256 of the raw telegram, hexadecimal: the same telegram twice is one."""
    faults: tuple[str, ...] = ()
    """What did not fit, in words for staff: an unknown code, a name that says another level than its code."""
    raw: bytes = field(default=b"", repr=False, compare=False)
    """As it came, of a kind that is not known, for staff to read; empty where it is kept beside it, or not at all."""

    @property
    def number(self) -> str:
        """Of the digest, short enough for the telephone: `anpi alert cap` takes it."""
        head, dot, part = self.digest.partition(".")
        return f"{head[:_NUMBER]}{dot}{part}"

    @property
    def level(self) -> int | None:
        """The highest that is announced and not lifted."""
        return max((area.level for area in self.areas if area.level is not None and not area.lifted), default=None)
