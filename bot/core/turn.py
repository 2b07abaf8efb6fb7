"""One event in, everything that follows out. Time and ids come in here, so that a turn can be replayed (promise 8)."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Disclosure
from bot.core.conversation import Conversation
from bot.core.events import Event
from bot.core.ids import TalkId, derived_id
from bot.core.incidents import Incident
from bot.core.people import City, Person, Role
from bot.core.records import Message, Priority, Record
from bot.core.replies import Reply
from bot.core.reports import CheckIn
from bot.core.sightings import RollCall
from bot.core.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Turn:
    """What a topic knows from the start. `incidents` are the open ones that concern the person, the foremost first."""

    event: Event
    now: datetime
    conversation: Conversation
    city: City
    person: Person | None = None
    roles: tuple[Role, ...] = ()
    incidents: tuple[Incident, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    understanding: Understanding | None = None
    roll_call: RollCall | None = None
    """The words once more, where the speaker may tell of many people and they read so; nobody of the register is
    looked for in it yet."""
    sharers: tuple[Person, ...] = ()
    """Everybody whom this account belongs to: two for a couple with one phone. `person` is the one who speaks, None
    while that is not known; `check_ins` are then those of all of them."""

    open_incidents: tuple[Incident, ...] = ()
    """All that are open in the city, the foremost first: an office, or a relative, may lie elsewhere than the home.

    Only for what is asked and told of others: nobody is asked about themselves in one that is not in `incidents`.
    """
    talk: TalkId | None = None
    """Staff talk with the person at present: what is written here goes to them as well."""

    @property
    def incident(self) -> Incident | None:
        """The foremost open incident: a real one before any drill, then the newest."""
        return self.incidents[0] if self.incidents else None

    def incident_with(self, id_: str | None) -> Incident | None:
        """The open one of this id."""
        return next((each for each in self.incidents if each.id == id_), None)

    def check_in_of(self, incident: Incident | None) -> CheckIn | None:
        """The speaker's own, where it is known who of several speaks."""
        found = (each for each in self.check_ins if incident and each.incident == incident.id)
        return next((each for each in found if self.person is None or each.person == self.person.id), None)

    def new_id(self, kind: str, number: int = 0) -> str:
        """The same for the same event, kind and number, however often the turn runs."""
        return derived_id(self.event.id, kind, number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What shall be. `drill` marks the replies; messages to others carry their own mark."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    records: tuple[Record, ...] = ()
    messages: tuple[Message, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    drill: bool = False
    priority: Priority = Priority.NORMAL
    must_deliver: bool = True
    """False for chatter that may be lost rather than repeated (line.md 10.2)."""
