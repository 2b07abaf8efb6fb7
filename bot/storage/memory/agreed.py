"""What people agreed to and what was declared, in a world in memory."""

from bot.core.consents import Consent
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.storage.memory.world import World


def consents_in(world: World, person: PersonId) -> tuple[Consent, ...]:
    mine = (each for each in world.consents if each.person == person)
    return tuple(sorted(mine, key=lambda each: (each.given_at, each.id)))


def emergencies_in(world: World) -> tuple[Emergency, ...]:
    return tuple(each for each in world.emergencies if each.ended_at is None)
