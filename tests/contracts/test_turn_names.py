"""What every store of turns promises about names: those of the city, and those of a speaker's own relations."""

from dataclasses import replace

from bot.core.events import Channel
from bot.core.gazetteer import Named, SlotKind
from bot.core.ids import PersonId
from bot.core.people import District, Person, Relation, RelationKind
from bot.rules.naming import named_block, named_district, named_person, named_site
from bot.storage.memory import Account, Site
from tests.contracts.backends import Backend
from tests.contracts.city import EAST, HANA, KEN, SATO, WEST, YUKI, City, line

NOTHING = City([], [], [], [], [], [], [], [], [], {}, [])

HANA_BY_NAME = named_person(HANA, "会津 花子", "アイヅ ハナコ")
YUKI_BY_NAME = named_person(YUKI, "会津 雪", "アイヅ ユキ")


async def related(backend: Backend, address: str) -> tuple[Named, ...]:
    return (await backend.store.load([line(address)]))[line(address)].relations


class TestNamesOfTheCity:
    async def test_districts_with_their_reading_then_blocks_then_sites(self, backend: Backend) -> None:
        assert await backend.store.names() == (
            named_district(District(EAST, "東町", "東町町内会"), "ひがしまち"),
            named_district(District(WEST, "西町")),
            named_block(EAST, "1班"),
            named_block(EAST, "2班"),
            named_site("school", "東小学校", "ひがししょうがっこう"),
        )

    async def test_each_kind_in_the_order_of_its_ids_whatever_the_database_sorts_by(self, backend: Backend) -> None:
        more = [Site(each, f"{each}会館") for each in ("b-2", "B1", "a1", "b1", "_")]
        await backend.fill(replace(NOTHING, sites=more))
        found = [each.value for each in await backend.store.names() if each.kind is SlotKind.SITE]
        assert found == ["B1", "_", "a1", "b-2", "b1", "school"]

    async def test_a_block_once_in_each_district_and_none_of_nowhere(self, backend: Backend) -> None:
        people = [
            Person(PersonId("p1"), "星 一", EAST, block="1班"),
            Person(PersonId("p2"), "星 二", WEST, block="1班"),
            Person(PersonId("p3"), "星 三", None, block="9班"),
            Person(PersonId("p4"), "星 四", WEST, block=""),
        ]
        await backend.fill(replace(NOTHING, people=people))
        blocks = [each for each in await backend.store.names() if each.kind is SlotKind.BLOCK]
        assert blocks == [named_block(EAST, "1班"), named_block(EAST, "2班"), named_block(WEST, "1班")]


class TestRelationsOfASpeaker:
    async def test_whom_the_speaker_has_and_whose_relation_the_speaker_is_each_once(self, backend: Backend) -> None:
        assert await related(backend, "Uhana") == (YUKI_BY_NAME,)
        assert await related(backend, "Uyuki") == (HANA_BY_NAME,)

    async def test_nobody_whose_relation_is_not_confirmed(self, backend: Backend) -> None:
        assert await related(backend, "Usato") == ()

    async def test_in_the_order_of_their_ids(self, backend: Backend) -> None:
        of_sato = [
            Relation(SATO, YUKI, RelationKind.SUPPORTER, confirmed=True),
            Relation(HANA, SATO, RelationKind.FAMILY, confirmed=True),
        ]
        await backend.fill(replace(NOTHING, relations=of_sato))
        assert await related(backend, "Usato") == (HANA_BY_NAME, YUKI_BY_NAME)
        assert [each.value for each in await related(backend, "Uhana")] == [SATO, YUKI]

    async def test_nobody_under_a_disclosure_block_in_either_direction(self, backend: Backend) -> None:
        of_ken = [
            Relation(SATO, KEN, RelationKind.FAMILY, "息子", confirmed=True),
            Relation(KEN, YUKI, RelationKind.FAMILY, "妻", confirmed=True),
        ]
        await backend.fill(replace(NOTHING, relations=of_ken))
        assert await related(backend, "Usato") == ()
        assert await related(backend, "Uyuki") == (HANA_BY_NAME,)
        assert [each.value for each in await related(backend, "Uken")] == [SATO, YUKI]

    async def test_of_many_at_once_each_gets_their_own(self, backend: Backend) -> None:
        addresses = [line(each) for each in ("Uhana", "Uyuki", "Usato", "Ustranger")]
        known = await backend.store.load(addresses)
        assert [known[each].relations for each in addresses] == [(YUKI_BY_NAME,), (HANA_BY_NAME,), (), ()]

    async def test_on_a_shared_phone_nobodys_until_one_of_them_has_spoken(self, backend: Backend) -> None:
        await backend.fill(replace(NOTHING, accounts=[Account(Channel.LINE, "Uhana", SATO)]))
        assert await related(backend, "Uhana") == ()
