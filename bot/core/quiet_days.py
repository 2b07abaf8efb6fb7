"""見守り: a short greeting on ordinary days for whoever wishes it, and what a city offers of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.weather import ForecastPlace


class QuietState(StrEnum):
    """Where an arrangement stands; whoever ended theirs has none."""

    ASKED = "asked"
    """A relative proposed it; the person has not said yes."""
    DECLINED = "declined"
    ON = "on"
    PAUSED = "paused"


ARRANGED = frozenset({QuietState.ON, QuietState.PAUSED})
"""The person said yes, and the contact was told."""


@dataclass(frozen=True, slots=True)
class QuietDays:
    """One person's arrangement. `hour`: of the city's clock; `contact` hears after `days` days without an answer.

    `greeted_on`, `unanswered`: the last greeting that counts, and how many in a row nobody answered before it.
    `looked_on`: the last day dealt with; later than `greeted_on` where no greeting could be paid for on that day.
    `former_told`: those who were the contact before, and were told that they are so no longer.
    """

    person: PersonId
    state: QuietState
    hour: int
    days: int
    contact: PersonId
    asked_by: PersonId | None
    since: datetime
    greeted_on: date | None = None
    unanswered: int = 0
    looked_on: date | None = None
    former_told: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class SeasonalNote:
    """Something worth opening, of one month, in each language; Japanese always."""

    month: int
    words: tuple[tuple[Language, str], ...]

    def said_in(self, language: Language) -> str:
        by_language = dict(self.words)
        return by_language.get(language) or by_language[Language.JAPANESE]


@dataclass(frozen=True, slots=True)
class MonthlyDrill:
    """When the drill of two taps goes out: day of the month (1 to 28) and hour of the city's clock."""

    day: int
    hour: int


@dataclass(frozen=True, slots=True)
class QuietOffer:
    """What a city offers on ordinary days; a city whose message quota is short offers nothing."""

    offered: bool = False
    hours: tuple[int, ...] = ()
    days: int = 2
    notes: tuple[SeasonalNote, ...] = ()
    drill: MonthlyDrill | None = None
    forecast: ForecastPlace | None = None
    """Whose weather the greeting tells; None: none."""

    def note_of(self, day: date) -> SeasonalNote | None:
        """Another one each day, in turn, of those of the month."""
        of_month = [each for each in self.notes if each.month == day.month]
        return of_month[(day.day - 1) % len(of_month)] if of_month else None


NOT_OFFERED = QuietOffer()

MOST_DAYS = 7
"""Without an answer: whoever waits longer does not watch over anybody."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One person's wish for the monthly drill. Months as `2026-09`; `times`: how often it was done to the end."""

    person: PersonId
    since: datetime
    asked_in: str | None = None
    done_in: str | None = None
    times: int = 0
