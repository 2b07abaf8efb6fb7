"""All that a city knows, as plain values in lists and dictionaries. Tests fill it and look into it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.core.consents import Consent
from bot.core.conversation import Conversation, Reach
from bot.core.events import Channel, conversation_id
from bot.core.going import Going
from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, MessageId, PersonId, TalkId
from bot.core.incidents import Emergency, Incident
from bot.core.letters import Letter
from bot.core.people import District, Person, Relation, Role
from bot.core.ports import Arrival
from bot.core.quiet_days import Practice, QuietDays
from bot.core.records import NoticeRaised, Nudged, SaidToStaff, TiedBy, TurnUnclear
from bot.core.reports import CheckIn, Report
from bot.core.roll_calls import WaitingRollCall
from bot.storage.ledger.entry import Entry
from bot.storage.outbox.consequence import LetterState


class Account(NamedTuple):
    channel: Channel
    address: str
    person: PersonId


class Site(NamedTuple):
    """A designated emergency site or shelter."""

    id: str
    name: str
    kana: str = ""


@dataclass(slots=True)
class Waiting:
    """An arrival; `state` is `pending`, `done` or `failed`."""

    arrival: Arrival
    state: str = "pending"
    reason: str = ""


@dataclass(slots=True)
class Asked:
    """A check-in, and the district of the person when it was made."""

    check_in: CheckIn
    district: DistrictId | None


@dataclass(slots=True)
class Told:
    """A report, the event in which it was made, and when it was written down."""

    report: Report
    event: EventId
    at: datetime


@dataclass(slots=True)
class Raised:
    notice: NoticeRaised
    event: EventId | None = None


@dataclass(slots=True)
class Posted:
    """A letter on its way."""

    letter: Letter
    due_at: datetime
    state: LetterState = LetterState.PENDING


@dataclass(slots=True)
class Code:
    """A one-time code, kept by its digest."""

    person: PersonId
    expires_at: datetime
    used: bool = False


class Tried(NamedTuple):
    conversation: ConversationId
    at: datetime
    event: EventId
    network: str | None = None


class Tie(NamedTuple):
    """How and when an account was tied; those that were there from the start have none."""

    by: TiedBy
    at: datetime


@dataclass(slots=True)
class Nonce:
    """Who signed in, kept by the nonce's digest."""

    person: PersonId
    expires_at: datetime
    used: bool = False


@dataclass(slots=True)
class World:
    """`kana` holds the readings of districts and people, by their ids; `chat` is the address of the city's account,
    `papers` that of a page to print. `talks`: with whom staff talk now.
    """

    districts: list[District] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    kana: dict[DistrictId | PersonId, str] = field(default_factory=dict)
    people: dict[PersonId, Person] = field(default_factory=dict)
    addresses: dict[PersonId, str] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    ties: dict[Account, Tie] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    roles: list[tuple[PersonId, Role]] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    emergencies: list[Emergency] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    check_ins: dict[tuple[IncidentId, PersonId], Asked] = field(default_factory=dict)
    conversations: dict[ConversationId, Conversation] = field(default_factory=dict)
    inbox: dict[EventId, Waiting] = field(default_factory=dict)
    reports: list[Told] = field(default_factory=list)
    notices: list[Raised] = field(default_factory=list)
    goings: list[Going] = field(default_factory=list)
    quiet_days: dict[PersonId, QuietDays] = field(default_factory=dict)
    practices: dict[PersonId, Practice] = field(default_factory=dict)
    nudges: list[Nudged] = field(default_factory=list)
    roll_calls: dict[ConversationId, WaitingRollCall] = field(default_factory=dict)
    unclear: list[TurnUnclear] = field(default_factory=list)
    talks: dict[PersonId, TalkId] = field(default_factory=dict)
    said_to_staff: list[SaidToStaff] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    tries: list[Tried] = field(default_factory=list)
    phones: dict[PersonId, str] = field(default_factory=dict)
    calls: dict[tuple[IncidentId, DistrictId], datetime] = field(default_factory=dict)
    nonces: dict[str, Nonce] = field(default_factory=dict)
    outbox: dict[MessageId, Posted] = field(default_factory=dict)
    chat: str | None = None
    papers: str | None = None

    def is_open(self, account: Account) -> bool:
        """Whether a message can be sent to it; one over which nobody has spoken yet is open, and none of the dead."""
        person = self.people.get(account.person)
        if person is not None and person.deceased_at is not None:
            return False
        known = self.conversations.get(conversation_id(account.channel, account.address))
        return known is None or known.reach is Reach.OPEN

    def open_incidents(self) -> list[Incident]:
        return [each for each in self.incidents if each.is_open]

    def post(self, letter: Letter, due_at: datetime | None = None) -> None:
        """A letter that is there already is left as it is."""
        self.outbox.setdefault(letter.id, Posted(letter, due_at or letter.created_at))
