"""What topics ask when somebody tells of many people at once."""

from dataclasses import dataclass

from bot.core.consents import Consent
from bot.core.gazetteer import Named
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.incidents import Emergency
from bot.core.people import Person, Relation
from bot.core.reports import Standing
from bot.core.requests.check_in import Circle
from bot.core.requests.request import Request
from bot.core.roll_calls import WaitingRollCall
from bot.core.sightings import RollCall
from bot.core.understanding import Understanding

NOTHING_SAID = Standing()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody whom a sender might tell of, before any decision about showing.

    `relation` is the confirmed row by which the sender belongs to them, where there is one.
    """

    person: Person
    kana: str = ""
    address: str = ""
    """Only to tell who lives together; it is shown to nobody."""
    standing: Standing = NOTHING_SAID
    consents: tuple[Consent, ...] = ()
    consent_unasked: bool = False
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Street:
    """All who live in some districts, and whom the sender belongs to wherever they live; by id, without the sender."""

    neighbours: tuple[Neighbour, ...] = ()
    emergencies: tuple[Emergency, ...] = ()


@dataclass(frozen=True, slots=True)
class StreetOf(Request[Street]):
    sender: PersonId
    districts: tuple[DistrictId, ...]
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class ReadRollCall(Request[RollCall]):
    """A message read against the city's names and those of the people whom its sender may see."""

    text: str
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Heard(Request[tuple[Understanding, ...]]):
    """What single stretches of a message say, each by itself."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingRollCallIn(Request[WaitingRollCall | None]):
    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class CirclesOf(Request[tuple[Circle, ...]]):
    """`CircleOf` for many at once, in the order asked; somebody unknown is left out."""

    people: tuple[PersonId, ...]
