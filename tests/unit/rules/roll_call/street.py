"""A street of a few households, its leader, and what may be said of them: values and strategies for the tests here."""

from datetime import UTC, datetime
from itertools import count

from hypothesis import strategies as st

from bot.core.consents import Item, Purpose, RecipientKind
from bot.core.conversation import Conversation
from bot.core.events import ButtonTapped, Event
from bot.core.gazetteer import Slot, SlotKind
from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, Office, Person, Role
from bot.core.requests import Neighbour
from bot.core.roll_calls import WaitingRollCall
from bot.core.sightings import Absence, Block, ByName, Count, House, Rest, RollCall, Seen, Sighting, Unnamed
from bot.core.taps import ConfirmRollCall
from bot.core.turn import Turn
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient
from bot.rules.roll_call.bearers import Telling
from bot.rules.roll_call.seeing import Visible

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
NORTH = DistrictId("north")
LEADER = Person(PersonId("leader"), "佐藤 勇", NORTH, block="2班")
QUAKE = Incident(IncidentId("quake"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
TALK = ConversationId("line:leader")
ROLE = Role(Office.LEADER, NORTH)
FIRST, SECOND = (Block(f"{number}班", (f"north/{number}班",)) for number in (1, 2))
_HOMES = (
    ("hanako", "会津 花子", "1班", "1"),
    ("ken", "鈴木 健", "1班", "2"),
    ("aki", "鈴木 亜紀", "1班", "2"),
    ("shigeru", "渡部 茂", "1班", "3"),
    ("yone", "渡部 ヨネ", "2班", "4"),
    ("makoto", "遠藤 誠", "2班", ""),
)
HIDDEN = PersonId("hidden")
"""Somebody of the first block whom the leader may not see."""


def visible(id_: str, name: str, block: str, address: str) -> Visible:
    person = Person(PersonId(id_), name, NORTH, block=block)
    items = frozenset({Item.NAME, Item.CONDITION})
    question = Question(person, Recipient(LEADER, (ROLE,)), Purpose.SAFETY_SHARING, items, Moment(NOW, drill=False))
    allowed = Allowed(items, f"consent-{id_}", RecipientKind.ASSOCIATION)
    return Visible(Neighbour(person, address=address), question, allowed)


SEEN = tuple(visible(*each) for each in _HOMES)
BY_ID = {each.id: each for each in SEEN}
TELLING = Telling("E1", LEADER, SEEN, NOW)


def turn() -> Turn:
    event = Event(EventId("E9"), TALK, NOW, ButtonTapped(ConfirmRollCall("list")))
    city = City("会津若松市", "0242-00-0000", "市のホームページ")
    return Turn(event, NOW, Conversation(TALK), city, LEADER, (ROLE,), (QUAKE,))


def waiting(*lines: object) -> WaitingRollCall:
    return WaitingRollCall("list", TALK, LEADER.id, QUAKE.id, drill=False, at=NOW, lines=lines)  # type: ignore[arg-type]


def named(words: str, *ids: str, household: bool = False, member: bool = False) -> ByName:
    slots = tuple(Slot(SlotKind.PERSON, words, each) for each in ids)
    return ByName(words, slots, household, member)


_ids = st.lists(st.sampled_from([*BY_ID, HIDDEN, "nobody"]), max_size=3, unique=True)
_blocks = st.sampled_from([FIRST, SECOND, Block("9班"), Block("うちの班")])
_names = st.builds(
    lambda ids, household, member: named("だれか", *ids, household=household, member=member),
    _ids,
    st.booleans(),
    st.booleans(),
)
_houses = st.just(House("角の家"))
_whom = st.one_of(
    _names,
    _houses,
    _blocks,
    st.builds(
        Rest,
        st.none() | _blocks,
        st.lists(_names | _houses, max_size=2).map(tuple),
        st.none() | st.builds(Count, st.integers(1, 3)),
    ),
    st.builds(Unnamed, st.none() | _blocks),
)
_numbers = count()
_sightings = st.builds(
    Sighting,
    whom=_whom,
    words=st.builds(lambda: f"ことば{next(_numbers)}"),
    seen=st.sampled_from(Seen),
    condition=st.none() | st.sampled_from(Condition),
    absence=st.none() | st.sampled_from(Absence),
    count=st.none() | st.builds(Count, st.integers(1, 5)),
    block=st.none() | _blocks,
    unsure=st.booleans(),
)
roll_calls = st.builds(RollCall, st.lists(_sightings, max_size=5).map(tuple))
