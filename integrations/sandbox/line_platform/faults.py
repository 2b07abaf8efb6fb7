"""Faults on demand: what goes wrong on which route of the platform, how often, and what the bot sees of it."""

import random
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """`after` kinds do what was asked first: they are what retry keys exist for."""

    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    LATENCY = "latency"
    TOO_MANY = "too_many"
    MALFORMED = "malformed"


@dataclass(slots=True)
class Fault:
    """`route` is `METHOD /template` as in the journal, or `*`. `times` None: until cleared. `seconds`: latency."""

    route: str
    kind: FaultKind
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise ValueError(f"probability must be between 0 and 1; got {self.probability}")
        if self.seconds < 0:
            raise ValueError(f"seconds must be 0 or more; got {self.seconds}")


class Faults:
    """The faults in waiting; the first that fits a call strikes."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (repeatable on purpose, guards nothing)
        self.planned: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.planned.append(fault)

    def clear(self) -> None:
        self.planned.clear()

    def strike(self, route: str) -> Fault | None:
        """The fault this call suffers, if any; counts its `times` down."""
        for fault in self.planned:
            if fault.route in (route, "*") and self._happens(fault):
                self._count_down(fault)
                return fault
        return None

    def _happens(self, fault: Fault) -> bool:
        return fault.probability >= 1 or self._random.random() < fault.probability

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self.planned.remove(fault)
