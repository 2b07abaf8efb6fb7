"""What a turn writes for staff who talk with the person."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import EventId, TalkId


@dataclass(frozen=True, slots=True)
class SaidToStaff:
    """The person's own words, as written; they are erased when the person takes the message back."""

    id: str
    talk: TalkId
    event: EventId
    words: str
    at: datetime
