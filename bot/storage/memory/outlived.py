"""Letters that tell of somebody's silence go only while it lasts, as over SQL."""

from datetime import datetime

from bot.core.letters import Letter
from bot.core.records import Silence
from bot.core.reports import Progress
from bot.storage.memory.standing import note_undelivered
from bot.storage.memory.world import World
from bot.storage.outbox.consequence import LetterState
from bot.storage.outbox.outlived import ended


def lasts(world: World, letter: Letter, now: datetime) -> bool:
    """False: it is over, and the letter is dropped. One that may have arrived goes on."""
    if letter.tells_of is None or letter.may_have_arrived or _is_silent(world, letter.tells_of):
        return True
    world.outbox[letter.id].state = LetterState.DROPPED
    if unseen := ended(letter, now):
        note_undelivered(world, unseen)
    return False


def _is_silent(world: World, silence: Silence) -> bool:
    if silence.incident not in {each.id for each in world.open_incidents()}:
        return False
    return any(
        asked.check_in.progress is not Progress.ANSWERED
        and (person == silence.person or asked.district in {silence.district} - {None})
        for (incident, person), asked in world.check_ins.items()
        if incident == silence.incident
    )
