"""A disclosure that was made, before it is a row of the ledger."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Disclosure
from bot.core.ids import MessageId


@dataclass(frozen=True, slots=True)
class Shown:
    """A disclosure and the letter that carries it (None: it was shown without one)."""

    id: str
    disclosure: Disclosure
    at: datetime
    letter: MessageId | None
    drill: bool
