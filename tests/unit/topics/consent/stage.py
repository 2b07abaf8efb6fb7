"""One person, her daughter and two small offers; each thing said or tapped is one turn, and is written down."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.conversation import Conversation, Offered, State
from bot.core.events import ButtonTapped, Channel, Event, Happening, TextSaid, conversation_id
from bot.core.ids import DistrictId, EventId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.offers import Grant, Offer, Wording
from bot.core.people import City, Person, Relation, RelationKind
from bot.core.replies import Ask, AskPlace, Card, Say
from bot.core.reports import CheckIn, Progress, Source, Standing
from bot.core.taps import Tap
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.storage.memory.answers import answer_from
from bot.storage.memory.consenting import consent as written
from bot.storage.memory.world import Account, World
from bot.topics.routes import drive
from tests.understanding import interpreter

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
NORTH = DistrictId("north")
HANA = Person(PersonId("hana"), "会津 花子", NORTH)
MEGUMI = Person(PersonId("megumi"), "会津 恵", None)
ITEMS = frozenset({Item.NAME, Item.CONDITION})
WORDS = Wording(Language.JAPANESE, ("お知らせしてもよいですか。", "いつでもやめられます。"), "digest-ja")
ENGLISH = Wording(Language.ENGLISH, ("May we tell?",), "digest-en")
SAFETY = Offer(
    "safety",
    "1",
    (
        Grant(Purpose.SAFETY_SHARING, ITEMS, RecipientKind.FAMILY, Phase.BOTH),
        Grant(Purpose.SAFETY_SHARING, ITEMS, RecipientKind.SUPPORTER, Phase.EMERGENCY),
    ),
    (WORDS, ENGLISH),
    timedelta(days=365),
)
PLAN = Offer("plan", "1", (Grant(Purpose.PLAN_DRAFTING, ITEMS, RecipientKind.SERVICE, Phase.BOTH),), (WORDS,))
CITY = City("会津若松市", "0242-00-0000", "市のホームページ", offers=(SAFETY, PLAN))
QUAKE = Incident(IncidentId("quake"), "地震", Hazard.EARTHQUAKE, "", (), drill=False, opened_at=NOW)
SHOWN = Offered("safety", "1", NOW)
_INTERPRETER = interpreter()


def consent(id_: str = "C1", **changes: Any) -> Consent:
    to_family = Consent(
        id=id_,
        person=HANA.id,
        purpose=Purpose.SAFETY_SHARING,
        items=ITEMS,
        recipient_kind=RecipientKind.FAMILY,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=NOW - timedelta(days=30),
    )
    return replace(to_family, **changes)


@dataclass
class Stage:
    """`person` None: the account is nobody's."""

    city: City = CITY
    person: Person | None = HANA
    world: World = field(default_factory=World)
    conversation: Conversation = field(default=Conversation(conversation_id(Channel.LINE, "hana"), HANA.id))
    incidents: tuple[Incident, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    sharers: tuple[Person, ...] = ()
    now: datetime = NOW
    number: int = 0

    def __post_init__(self) -> None:
        self.world.people = {each.id: each for each in (HANA, MEGUMI)}
        self.world.accounts = [Account(Channel.LINE, each.id, each.id) for each in (HANA, MEGUMI)]
        self.world.relations = [Relation(HANA.id, MEGUMI.id, RelationKind.FAMILY, "娘", confirmed=True)]

    def offered(self, offer: Offered = SHOWN) -> "Stage":
        """The words were shown, and the question is open."""
        self.conversation = replace(self.conversation.at(State.AWAITING_CONSENT), offered=offer)
        return self

    def says(self, words: str, **more: Any) -> Outcome:
        return self._turn(TextSaid(words), **more)

    def taps(self, tap: Tap, **more: Any) -> Outcome:
        return self._turn(ButtonTapped(tap), **more)

    def turn(self, what: Happening, *, happened: datetime | None = None) -> Turn:
        event = Event(EventId(f"E{self.number}"), self.conversation.id, happened or self.now, what)
        return Turn(
            event=event,
            now=self.now,
            conversation=self.conversation,
            city=self.city,
            person=self.person,
            incidents=self.incidents,
            check_ins=self.check_ins,
            understanding=_INTERPRETER.read(what.text) if isinstance(what, TextSaid) else None,
            sharers=self.sharers,
        )

    def _turn(self, what: Happening, *, after: float = 1, happened: datetime | None = None) -> Outcome:
        """`after` minutes."""
        self.number += 1
        self.now += timedelta(minutes=after)
        topic = drive(self.turn(what, happened=happened))
        answer: Any = None
        while True:
            try:
                request = topic.send(answer)
            except StopIteration as end:
                outcome: Outcome = end.value
                break
            answer = answer_from(self.world, request)
        self.conversation = outcome.conversation
        for record in outcome.records:
            written(self.world, record)  # type: ignore[arg-type]  # what is no consent falls through its match
        return outcome


def keys(outcome: Outcome) -> list[str]:
    """What was said, by the keys of the texts that matter: headers of cards, questions, plain words."""
    said = []
    for reply in outcome.replies:
        match reply:
            case Card(header=words) | Ask(text=words) | AskPlace(text=words) | Say(text=words):
                said.append(words.key)
    return said


def safe(incident: Incident = QUAKE, **changes: Any) -> CheckIn:
    standing = Standing(Condition.SAFE, source=Source.SELF, reporter=HANA.id, said_at=NOW)
    return CheckIn(incident.id, HANA.id, Progress.ANSWERED, replace(standing, **changes))
