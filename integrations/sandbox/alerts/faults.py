"""Faults on demand: what goes wrong from now on, until it is cleared or has happened often enough."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    DOWN = "down"
    """503."""
    SLOW = "slow"
    HTML = "html"
    """A maintenance page with status 200."""


class Place(StrEnum):
    ALL = "all"
    FEEDS = "feeds"
    LONG_FEEDS = "long_feeds"
    """Those of several days alone."""
    TELEGRAMS = "telegrams"


@dataclass(slots=True)
class Fault:
    """`times` None: until cleared. `seconds`: how slow. `place`: where it strikes."""

    kind: FaultKind
    times: int | None = None
    seconds: float = 0.0
    place: Place = Place.ALL

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= 60:
            raise ValueError(f"seconds must be between 0 and 60; got {self.seconds}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times must be 1 or more, or None for until cleared; got {self.times}")


class Faults:
    """The faults that are switched on; the first that fits a request strikes."""

    def __init__(self, *faults: Fault) -> None:
        self.planned = list(faults)

    def strike(self, *places: Place) -> Fault | None:
        """The fault that a request there suffers, if any; counts its `times` down."""
        fault = next((each for each in self.planned if each.place in (*places, Place.ALL)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.planned.remove(fault)
        return fault
