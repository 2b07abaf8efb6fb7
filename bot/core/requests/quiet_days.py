"""What topics ask about the arrangements of ordinary days."""

from dataclasses import dataclass

from bot.core.ids import PersonId
from bot.core.quiet_days import Practice, QuietDays
from bot.core.requests.request import Request


@dataclass(frozen=True, slots=True)
class QuietDaysOf(Request[QuietDays | None]):
    person: PersonId


@dataclass(frozen=True, slots=True)
class PracticeOf(Request[Practice | None]):
    person: PersonId
