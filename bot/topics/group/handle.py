"""In a group, whoever writes whatever: counts of its district, and nothing of anybody; a call for help goes to staff.

Everything is a reply: to push to a group costs one message for each member (line.md 0.2).
"""

from collections.abc import Callable

from bot.core.ask import Topic
from bot.core.events import ButtonTapped, GroupJoined, MembersJoined, Place, TextSaid
from bot.core.taps import AskSummary, TieGroup
from bot.core.turn import Outcome, Turn
from bot.topics.group import counts, distress, private, tying, welcome

Way = Callable[[Turn], Topic[Outcome]]


def applies(turn: Turn) -> bool:
    """What the bot says something to; the talk among people is theirs, and gets no answer."""
    return turn.event.place is Place.GROUP and not turn.event.silent and _way(turn) is not None


def handle(turn: Turn) -> Topic[Outcome]:
    way = _way(turn)
    return (yield from way(turn)) if way is not None else Outcome(turn.conversation)


def _way(turn: Turn) -> Way | None:
    match turn.event.what:
        case GroupJoined():
            return welcome.introduced
        case MembersJoined():
            return welcome.newcomers
        case ButtonTapped(TieGroup()):
            return tying.tied
        case ButtonTapped(AskSummary()):
            return counts.answer
        case ButtonTapped():
            return private.please
        case TextSaid():
            return _of_words(turn)
        case _:
            return None


def _of_words(turn: Turn) -> Way | None:
    """A call for help before all else."""
    if distress.is_heard(turn):
        return distress.passed_on
    if tying.is_wanted(turn):
        return tying.ask_whether
    if counts.are_asked(turn):
        return counts.answer
    return private.please if private.is_due(turn) else None
