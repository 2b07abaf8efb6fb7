"""What a turn starts from, read from a world in memory."""

from bot.core.events import conversation_id
from bot.core.ids import ConversationId
from bot.core.ports import Known
from bot.storage.memory.names import related_in
from bot.storage.memory.world import World
from bot.storage.turn_store.known import (
    concerning,
    concerning_any,
    conversation_as_known,
    meant_by,
    owner_of,
    sharers_of,
    talk_of,
)


def known_of(world: World, id_: ConversationId) -> Known:
    stored = world.conversations.get(id_)
    owners = [
        world.people[each.person] for each in world.accounts if conversation_id(each.channel, each.address) == id_
    ]
    owners.sort(key=lambda each: each.id)
    person, sharers = owner_of(stored, owners), sharers_of(owners)
    meant = meant_by(person, sharers)
    incidents = world.open_incidents()
    open_ids = {each.id for each in incidents}
    answers = {
        each.id: [
            asked.check_in
            for (incident, who), asked in world.check_ins.items()
            if who == each.id and incident in open_ids
        ]
        for each in meant
    }
    return Known(
        conversation_as_known(id_, stored, person),
        person,
        tuple(role for who, role in world.roles if person and who == person.id),
        concerning_any(meant, incidents, answers),
        tuple(answer for each in meant for answer in answers[each.id]),
        sharers,
        related_in(world, person.id) if person else (),
        concerning(None, incidents),
        talk_of(meant, world.talks),
    )
