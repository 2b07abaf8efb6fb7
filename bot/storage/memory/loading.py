"""What a turn starts from, read from a world in memory."""

from bot.core.events import conversation_id
from bot.core.ids import ConversationId
from bot.core.ports import Known
from bot.storage.memory.world import World
from bot.storage.turn_store.known import concerning, conversation_as_known, owner_of


def known_of(world: World, id_: ConversationId) -> Known:
    stored = world.conversations.get(id_)
    owners = [
        world.people[each.person] for each in world.accounts if conversation_id(each.channel, each.address) == id_
    ]
    person = owner_of(stored, sorted(owners, key=lambda each: each.id))
    incidents = world.open_incidents()
    open_ids = {each.id for each in incidents}
    mine = [
        asked.check_in
        for (incident, who), asked in world.check_ins.items()
        if person and who == person.id and incident in open_ids
    ]
    return Known(
        conversation_as_known(id_, stored, person),
        person,
        tuple(role for who, role in world.roles if person and who == person.id),
        concerning(person, incidents, mine),
        tuple(mine),
    )
