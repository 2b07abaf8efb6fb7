"""The ladder (段階的な呼びかけ): the ordered steps for people who stay silent, as a city sets them (promise 4)."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum


class Road(StrEnum):
    """Whom a step turns to."""

    REMINDER = "reminder"
    """The person, in simpler words and with fewer choices each time."""
    FAMILY = "family"
    SUPPORTER = "supporter"
    LEADER = "leader"
    STAFF = "staff"
    """The list of those to be visited; nobody is written to."""


@dataclass(frozen=True, slots=True)
class Step:
    """Both times count from the question to the person, hours of rest left out."""

    road: Road
    after: timedelta
    sooner: timedelta
    """For people who need support."""


@dataclass(frozen=True, slots=True)
class Night:
    """The hours in which nobody is woken by what can wait, in the city's own time; may pass midnight."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Ladder:
    """`steps` in the order of their times."""

    steps: tuple[Step, ...] = ()
    night: Night | None = None


def _step(road: Road, after: int, sooner: int) -> Step:
    return Step(road, timedelta(minutes=after), timedelta(minutes=sooner))


USUAL = Ladder(
    (
        _step(Road.REMINDER, 15, 5),
        _step(Road.REMINDER, 45, 15),
        _step(Road.FAMILY, 60, 20),
        _step(Road.SUPPORTER, 75, 25),
        _step(Road.LEADER, 90, 30),
        _step(Road.STAFF, 120, 40),
    ),
    Night(time(22), time(6)),
)
"""What a city gets that sets nothing."""
