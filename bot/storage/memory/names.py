"""What has a name in a world in memory: the city's districts, blocks and sites, and the relations of a speaker."""

from bot.core.gazetteer import Named
from bot.core.ids import PersonId
from bot.rules.naming import named_person
from bot.storage.memory.world import World
from bot.storage.turn_store.names import names_from
from bot.storage.turn_store.related import by_id


def names_in(world: World) -> tuple[Named, ...]:
    return names_from(
        [(each, world.kana.get(each.id, "")) for each in world.districts],
        [(each.district, each.block) for each in world.people.values() if each.district and each.block],
        world.sites.values(),
    )


def related_in(world: World, speaker: PersonId) -> tuple[Named, ...]:
    pairs = [(each.person, each.other) for each in world.relations if each.confirmed]
    others = {other if person == speaker else person for person, other in pairs if speaker in (person, other)}
    shown = (world.people[each] for each in others if not world.people[each].disclosure_block)
    return by_id([named_person(each.id, each.name, world.kana.get(each.id, "")) for each in shown])
