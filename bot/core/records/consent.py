"""What a turn writes of what people agreed to."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Cadence, Consent
from bot.core.ids import PersonId


@dataclass(frozen=True, slots=True)
class ConsentStated:
    """A consent was given, or refused: a new row of the ledger, and on its way to the city OS."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """It counts from this moment here, whenever the city OS hears of it."""

    consent: str
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentConfirmed:
    """Yes, once more, as the cadence asks."""

    consent: str
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class CadenceChosen:
    """How often the person wants to be asked: it holds for all of their consents from here on."""

    person: PersonId
    cadence: Cadence
    at: datetime
