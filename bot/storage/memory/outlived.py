"""Letters that tell of somebody's silence go only while it lasts, as over SQL."""

from datetime import datetime

from bot.core.events import conversation_id
from bot.core.letters import Letter
from bot.core.records import Silence
from bot.core.reports import Progress
from bot.storage.memory.standing import note_undelivered
from bot.storage.memory.world import World
from bot.storage.outbox.consequence import LetterState
from bot.storage.outbox.outlived import ended


def lasts(world: World, letter: Letter, now: datetime) -> bool:
    """False: it is over, and the letter is dropped. One that may have arrived goes on."""
    if letter.tells_of is None or letter.reply_token or letter.may_have_arrived or _is_silent(world, letter.tells_of):
        return True
    world.outbox[letter.id].state = LetterState.DROPPED
    if unseen := ended(letter, now):
        note_undelivered(world, unseen)
    return False


def _is_silent(world: World, silence: Silence) -> bool:
    if silence.incident is None:
        return _is_silent_on_quiet_days(world, silence)
    if silence.incident not in {each.id for each in world.open_incidents()}:
        return False
    return any(
        asked.check_in.progress is not Progress.ANSWERED
        and (person == silence.person or asked.district in {silence.district} - {None})
        for (incident, person), asked in world.check_ins.items()
        if incident == silence.incident
    )


def _is_silent_on_quiet_days(world: World, silence: Silence) -> bool:
    arranged = next((each for who, each in world.quiet_days.items() if who == silence.person), None)
    theirs = {conversation_id(each.channel, each.address) for each in world.accounts if each.person == silence.person}
    talks = (each for id_, each in world.conversations.items() if id_ in theirs and each.person == silence.person)
    is_counted = arranged is not None and arranged.unanswered > 0
    return is_counted and all(silence.outlasts(each.last_event_at) for each in talks)
