"""Reminders go to those alone who are silent when they go, as over SQL."""

from dataclasses import replace

from bot.core.letters import Letter
from bot.core.reports import Progress
from bot.storage.memory.world import World
from bot.storage.outbox.consequence import LetterState


def narrowed(world: World, letter: Letter) -> Letter | None:
    """None: nobody is left, and it is dropped. One that may have arrived keeps its recipients."""
    if not letter.reminds_of or letter.may_have_arrived:
        return letter
    left = tuple(each for each in letter.recipients if _is_silent(world, letter, each))
    posted = world.outbox[letter.id]
    if not left:
        posted.state = LetterState.DROPPED
        return None
    posted.letter = replace(letter, recipients=left)
    return posted.letter


def _is_silent(world: World, letter: Letter, address: str) -> bool:
    return any(
        asked.check_in.progress is not Progress.ANSWERED
        for account in world.accounts
        if (account.channel, account.address) == (letter.channel, address)
        and letter.reminds_of
        and (asked := world.check_ins.get((letter.reminds_of, account.person))) is not None
    )
