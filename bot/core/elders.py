"""高齢者 by age: who needs time to leave even where the register says nothing of a need for support."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

USUAL_AGE = 65
"""As 高齢者 are commonly counted, in the census and by the law on medical care for them."""


@dataclass(frozen=True, slots=True)
class Elders:
    """`age` None: age alone makes nobody one of them. A day is a day in the city's `time_zone`."""

    age: int | None = USUAL_AGE
    time_zone: str = "Asia/Tokyo"

    def born_by(self, at: datetime) -> date | None:
        """On the day of `at`, whoever was born on this day or before has the age."""
        if self.age is None:
            return None
        today = at.astimezone(ZoneInfo(self.time_zone)).date()
        return _years_before(today, self.age)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February, in a year without one
        return day.replace(year=day.year - years, day=28)


USUAL = Elders()


def needs_time(*, support_needed: bool, birthdate: date | None, born_by: date | None) -> bool:
    return support_needed or (birthdate is not None and born_by is not None and birthdate <= born_by)
