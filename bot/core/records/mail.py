"""What goes to somebody else than the one who spoke."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Disclosure
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.replies import Reply


class Priority(StrEnum):
    """Order in the outbox: a call for help goes ahead of all other mail."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Silence:
    """That somebody has not answered in an incident: `person`, or anybody at all of `district`. One of the two.

    `incident` None: greetings on ordinary days; then `since` is when it was told.
    """

    incident: IncidentId | None
    person: PersonId | None = None
    district: DistrictId | None = None
    since: datetime | None = None

    def outlasts(self, sign: datetime | None) -> bool:
        """On ordinary days: the last that came from the person came before it was told."""
        return sign is None or self.since is None or sign < self.since


@dataclass(frozen=True, slots=True)
class Message:
    """Something for somebody else than the one who spoke, on every account that person has.

    `disclosures` are written in the same transaction as the message that carries them.
    """

    to: PersonId
    replies: tuple[Reply, ...]
    disclosures: tuple[Disclosure, ...] = ()
    priority: Priority = Priority.NORMAL
    drill: bool = False
    incident: IncidentId | None = None
    only: ConversationId | None = None
    """This account alone, whether it is still theirs or not: it is told that it no longer is."""
    once: str | None = None
    """What it is known by where several turns may send the same: it goes out once."""
    tells_of: Silence | None = None
    """It goes only while that lasts."""
