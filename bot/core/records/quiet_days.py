"""What a turn writes of ordinary days: greetings arranged, answered and ended, and the monthly drill."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonId
from bot.core.quiet_days import QuietDays


@dataclass(frozen=True, slots=True)
class QuietDaysArranged:
    """In place of what the person had; counting begins anew."""

    arranged: QuietDays


@dataclass(frozen=True, slots=True)
class QuietDaysEnded:
    person: PersonId


@dataclass(frozen=True, slots=True)
class QuietDaysAnswered:
    """The person, or the contact for them, said that all is well: nothing is unanswered any more."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class PracticeWished:
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class PracticeEnded:
    person: PersonId


@dataclass(frozen=True, slots=True)
class PracticeDone:
    """Both taps of the drill of this month (`2026-09`); counted once."""

    person: PersonId
    month: str
