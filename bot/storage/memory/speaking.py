"""The language that is spoken over an account, in memory."""

from bot.core.events import conversation_id
from bot.core.language import Language
from bot.storage.memory.world import Account, World


def spoken(world: World, account: Account) -> Language:
    """That of the talk, once there is one; else the person's."""
    known = world.conversations.get(conversation_id(account.channel, account.address))
    return known.language if known and known.version else world.people[account.person].language
