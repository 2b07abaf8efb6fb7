"""How many took part in the monthly drill: counts by month and district, and nobody's name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Took:
    """Of those who had wished for the drill when it went out: how many did both taps."""

    asked: int = 0
    done: int = 0

    def __add__(self, other: "Took") -> "Took":
        return Took(self.asked + other.asked, self.done + other.done)


@dataclass(frozen=True, slots=True)
class DistrictTook:
    """`district` None: the districts that are not told apart, and people of whom no district is known."""

    district: str | None
    took: Took


@dataclass(frozen=True, slots=True)
class MonthTook:
    """One month (`2026-09`): all of the city, and by district as far as that singles out nobody."""

    month: str
    total: Took
    districts: tuple[DistrictTook, ...] = ()
