"""Faults on demand: what goes wrong from now on, until it is cleared or has happened often enough."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    DOWN = "down"
    """503, nothing done."""
    SLOW = "slow"
    LOST_ANSWER = "lost_answer"
    """What was asked is done, and the answer is a 500."""
    TOO_MANY = "too_many"
    HTML = "html"
    NOT_JSON = "not_json"
    STALE_CURSOR = "stale_cursor"
    UNAUTHORIZED = "unauthorized"


@dataclass(slots=True)
class Fault:
    """`times` None: until cleared. `seconds`: how slow, and what `Retry-After` says. `writes`: only where it writes."""

    kind: FaultKind
    times: int | None = None
    seconds: float = 0.0
    writes: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= 60:
            raise ValueError(f"seconds must be between 0 and 60; got {self.seconds}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times must be 1 or more, or None for until cleared; got {self.times}")


class Faults:
    """The faults that are switched on; the first that fits a call strikes."""

    def __init__(self, *faults: Fault) -> None:
        self.planned = list(faults)

    def add(self, kind: FaultKind, *, times: int | None = None, seconds: float = 0.0, writes: bool = False) -> None:
        self.planned.append(Fault(kind, times, seconds, writes))

    def clear(self) -> None:
        self.planned.clear()

    def strike(self, path: str, *, is_write: bool) -> Fault | None:
        """The fault that this call suffers, if any; counts its `times` down."""
        for fault in self.planned:
            if self._fits(fault, path, is_write=is_write):
                self._count_down(fault)
                return fault
        return None

    @staticmethod
    def _fits(fault: Fault, path: str, *, is_write: bool) -> bool:
        if fault.kind is FaultKind.STALE_CURSOR:
            return path.endswith("/consents/changes")
        return is_write or not fault.writes

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times == 0:
            self.planned.remove(fault)
