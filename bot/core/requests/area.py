"""What the leader's topics and the association's group ask, beside counts and lists."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.people import Person, Role
from bot.core.requests.request import Request


@dataclass(frozen=True, slots=True)
class Contact:
    """As the register has them, before any decision about showing; empty where it has none."""

    person: PersonId
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ContactsOf(Request[tuple[Contact, ...]]):
    """Of these people, in their order; who is unknown is left out."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class SilentCount:
    """Who has not answered in a district: all, those of them with an account that can be written to, and the last call.

    `called_at`: when the leader last had them reminded in this incident.
    """

    silent: int = 0
    reachable: int = 0
    called_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SilentIn(Request[SilentCount]):
    district: DistrictId
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class PaperAddress(Request[str]):
    """An address where `person` can open the district's page for paper once, within minutes, from `at` on.

    Like a link token of LINE it comes to be by being asked for; one that no message carries opens nothing for anybody.
    May raise `Unavailable`.
    """

    person: PersonId
    district: DistrictId
    incident: IncidentId
    at: datetime


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose account it is; nobody where it is nobody's, or several people share it."""

    person: Person | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerOf(Request[Speaker]):
    """Who it is that speaks in a group."""

    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class ChatAddress(Request[str | None]):
    """The address that opens the chat with the city's account alone, for a button in a group. None: not known."""
