"""A small invented city as values, and the events that come from it. Nothing here knows a database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.core.consents import Cadence, Consent, Disclosure, Item, Phase, Purpose, RecipientKind
from bot.core.conversation import Conversation
from bot.core.events import Channel, Event, TextSaid, conversation_id
from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, MessageId, PersonId, ReportId
from bot.core.incidents import Emergency, Hazard, Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.people import District, Office, Person, Relation, RelationKind, Role, Sex
from bot.core.ports import Arrival, FinishedTurn
from bot.core.replies import Say, Speech, text
from bot.core.reports import CheckIn, Means, Progress, Report, Source
from bot.core.turn import Outcome
from bot.core.understanding import Condition
from bot.storage.memory import Account, Site

NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
EAST, WEST = DistrictId("east"), DistrictId("west")
HANA, YUKI, SATO, KEN = (PersonId(each) for each in ("hana", "yuki", "sato", "ken"))
QUAKE, DRILL = IncidentId("quake"), IncidentId("drill")


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


def line(address: str) -> ConversationId:
    return conversation_id(Channel.LINE, address)


@dataclass
class City:
    """Hana lives alone in the east, Yuki is her daughter, Sato leads the east, Ken lives in the west."""

    districts: list[District] = field(
        default_factory=lambda: [District(EAST, "東町", "東町町内会"), District(WEST, "西町")]
    )
    people: list[Person] = field(
        default_factory=lambda: [
            Person(HANA, "会津 花子", EAST, Sex.FEMALE, Language.PLAIN_JAPANESE, "1班", support_needed=True),
            Person(KEN, "若松 健", WEST, Sex.MALE, Language.ENGLISH, disclosure_block=True),
            Person(SATO, "佐藤 一", EAST, Sex.MALE, block="2班", birthdate=date(1952, 3, 4)),
            Person(YUKI, "会津 雪", None, Sex.FEMALE),
        ]
    )
    accounts: list[Account] = field(
        default_factory=lambda: [
            Account(Channel.LINE, "Uhana", HANA),
            Account(Channel.LINE, "Uyuki", YUKI),
            Account(Channel.WEB, "yuki", YUKI),
            Account(Channel.LINE, "Usato", SATO),
            Account(Channel.LINE, "Uken", KEN),
        ]
    )
    relations: list[Relation] = field(
        default_factory=lambda: [
            Relation(HANA, SATO, RelationKind.SUPPORTER, "隣人"),
            Relation(HANA, YUKI, RelationKind.FAMILY, "娘", confirmed=True),
            Relation(HANA, YUKI, RelationKind.SUPPORTER, "娘", confirmed=True),
            Relation(YUKI, HANA, RelationKind.FAMILY, "母"),
        ]
    )
    roles: list[tuple[PersonId, Role]] = field(
        default_factory=lambda: [(KEN, Role(Office.CITY_STAFF)), (SATO, Role(Office.LEADER, EAST))]
    )
    consents: list[Consent] = field(
        default_factory=lambda: [
            Consent(
                "consent-1",
                HANA,
                Purpose.SAFETY_SHARING,
                frozenset({Item.CONDITION, Item.NAME}),
                RecipientKind.FAMILY,
                None,
                Phase.BOTH,
                Cadence.ONCE,
                minutes(-1000),
                expires_at=minutes(100_000),
            )
        ]
    )
    emergencies: list[Emergency] = field(
        default_factory=lambda: [Emergency("emergency-1", (EAST,), minutes(-5), minutes(600))]
    )
    incidents: list[Incident] = field(
        default_factory=lambda: [
            Incident(DRILL, "訓練", Hazard.FLOOD, "", (), drill=True, opened_at=minutes(5)),
            Incident(QUAKE, "地震", Hazard.EARTHQUAKE, "5強", (EAST,), drill=False, opened_at=minutes(-5)),
            Incident(
                IncidentId("over"), "大雨", Hazard.FLOOD, "", (), drill=False, opened_at=NOON, closed_at=minutes(1)
            ),
        ]
    )
    check_ins: list[CheckIn] = field(
        default_factory=lambda: [CheckIn(QUAKE, HANA, Progress.NOT_SENT), CheckIn(QUAKE, SATO, Progress.SENT)]
    )
    kana: dict[DistrictId | PersonId, str] = field(
        default_factory=lambda: {EAST: "ひがしまち", HANA: "アイヅ ハナコ", YUKI: "アイヅ ユキ"}
    )
    sites: list[Site] = field(default_factory=lambda: [Site("school", "東小学校", "ひがししょうがっこう")])
    addresses: dict[PersonId, str] = field(default_factory=lambda: {HANA: "八幡1"})


HANAS = line("Uhana")


def arrival(number: int, conversation: ConversationId = HANAS, minute: float = 0, raw: str = "{}") -> Arrival:
    channel = Channel(conversation.partition(":")[0])
    return Arrival(EventId(f"event-{number:04}"), channel, conversation, minutes(minute), minutes(minute), raw.encode())


def finished(arrived: Arrival, conversation: Conversation | None = None, **outcome: Any) -> FinishedTurn:
    """A turn that was decided a second after its event; the conversation is new where none is given."""
    event = Event(
        arrived.id,
        arrived.conversation,
        arrived.occurred_at,
        TextSaid("…"),
        reply_token=f"token-{arrived.id}",
        received_at=arrived.received_at,
    )
    talk = conversation or Conversation(arrived.conversation)
    return FinishedTurn(arrived, event, Outcome(talk, **outcome), arrived.received_at + timedelta(seconds=1))


def report(number: int, condition: Condition | None, minute: float = 0, **more: Any) -> Report:
    """Hana about herself in the quake, unless said otherwise."""
    values: dict[str, Any] = {
        "about": HANA,
        "incident": QUAKE,
        "drill": False,
        "conversation": line("Uhana"),
        "reporter": HANA,
        "source": Source.SELF,
        "label": "",
        "means": Means.BUTTON,
        "said_at": minutes(minute),
        **more,
    }
    return Report(id=ReportId(f"report-{number}"), condition=condition, **values)


def letter(number: int, *recipients: str, **more: Any) -> Letter:
    values: dict[str, Any] = {"created_at": minutes(number), "speech": Speech((Say(text("hello", n=number)),)), **more}
    return Letter(MessageId(f"letter-{number}"), Channel.LINE, recipients or ("Uhana",), **values)


def disclosed(about: PersonId, recipient: PersonId, **more: Any) -> Disclosure:
    values: dict[str, Any] = {"ground": "consent-1", "incident": QUAKE, "until": minutes(60), **more}
    items = frozenset({Item.CONDITION, Item.NAME})
    return Disclosure(about, recipient, RecipientKind.FAMILY, Purpose.SAFETY_SHARING, items, **values)
