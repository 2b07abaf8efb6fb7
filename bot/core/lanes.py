"""Which lane a conversation or a letter runs in."""

from zlib import crc32

from bot.core.events import conversation_id
from bot.core.letters import Letter
from bot.core.ports import LANES


def lane_of(key: str) -> int:
    """Stable over processes, machines and versions: 0..63."""
    return crc32(key.encode()) % LANES


def lane_of_letter(letter: Letter) -> int:
    """A letter to one goes in the lane of that conversation, one to many in a lane of its own."""
    alone = len(letter.recipients) == 1
    return lane_of(conversation_id(letter.channel, letter.recipients[0]) if alone else letter.id)
