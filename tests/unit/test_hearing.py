"""What words are read against: the writer's own relations always, the city's names as of at most a minute ago."""

import pytest

from bot.core.conversation import Conversation
from bot.core.errors import Unavailable
from bot.core.events import ButtonTapped, Event, Place, TextSaid
from bot.core.gazetteer import EMPTY, Gazetteer, Named, SlotKind
from bot.core.ids import EventId
from bot.core.ports import Known
from bot.core.taps import AskHelp
from bot.core.understanding import Intent, Understanding
from bot.hearing import FRESH, MAX_TEXT, Hearing
from bot.storage.memory import MemoryTurnStore
from bot.storage.memory.world import Site
from tests.contracts.city import NOON
from tests.unit.stage import SetClock, line, small_world

HANA = (Named(SlotKind.PERSON, "hana", ("花子",)),)


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[str, Gazetteer]] = []

    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        self.heard.append((text, gazetteer))
        return Understanding(Intent.GREET)


class Store(MemoryTurnStore):
    """Counts how often the names are read, and can be down."""

    reads = 0
    is_down = False

    async def names(self) -> tuple[Named, ...]:
        if self.is_down:
            raise Unavailable("database")
        self.reads += 1
        return await super().names()


class Stage:
    def __init__(self) -> None:
        self.clock = SetClock()
        self.listener = Listener()
        self.world = small_world("hana", "yuki")
        self.store = Store(self.world)
        self.hearing = Hearing(self.listener, self.store, self.clock)

    async def hears(self, words: str) -> Gazetteer:
        event = Event(EventId("E"), line("yuki"), NOON, TextSaid(words), Place.PRIVATE, received_at=NOON)
        await self.hearing.understand(event, Known(Conversation(line("yuki")), relations=HANA))
        return self.listener.heard[-1][1]


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_words_are_read_against_the_city_s_names_and_the_writer_s_relations(stage: Stage) -> None:
    assert await stage.hears("花子は無事") == Gazetteer(await stage.store.names(), HANA)


async def test_what_holds_no_words_is_not_understood(stage: Stage) -> None:
    event = Event(EventId("E"), line("yuki"), NOON, ButtonTapped(AskHelp()), Place.PRIVATE, received_at=NOON)
    assert await stage.hearing.understand(event, Known(Conversation(line("yuki")))) is None
    assert stage.store.reads == 0


async def test_no_more_than_the_first_5000_characters_are_read(stage: Stage) -> None:
    await stage.hears("長" * 6_000)
    assert len(stage.listener.heard[0][0]) == MAX_TEXT


async def test_the_city_s_names_are_read_once_a_minute(stage: Stage) -> None:
    for _ in range(5):
        await stage.hears("無事")
    assert stage.store.reads == 1
    stage.clock.advance(FRESH.total_seconds())
    await stage.hears("無事")
    assert stage.store.reads == 2


async def test_names_that_did_not_change_stay_the_same_object(stage: Stage) -> None:
    before = await stage.hears("無事")
    stage.clock.advance(FRESH.total_seconds())
    assert (await stage.hears("無事")).city is before.city


async def test_a_new_name_is_heard_of_within_a_minute(stage: Stage) -> None:
    before = await stage.hears("無事")
    stage.world.sites["hall"] = Site("hall", "北町公民館", "")
    assert (await stage.hears("無事")).city == before.city
    stage.clock.advance(FRESH.total_seconds() + 1)
    assert "hall" in [each.value for each in (await stage.hears("無事")).city]


async def test_with_the_database_down_nothing_is_guessed(stage: Stage) -> None:
    stage.store.is_down = True
    with pytest.raises(Unavailable):
        await stage.hears("無事")
