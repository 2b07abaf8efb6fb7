"""「どこの、どなたのことですか」 about somebody whom the sender is not tied to: what answers it, and what does not."""

import re

from bot.core.conversation import State
from bot.core.events import LocationShared, TextSaid
from bot.core.turn import Turn
from bot.core.understanding import About
from bot.rules.safety import is_distress, tells_how

_ONESELF = re.compile(
    r"(わたし|私|わたくし|あたし|俺|おれ|僕|ぼく|自分|わし|おら|こっち)(も|が|は|自身)|\b(I|I'm|me)\b"
)


def tells_where_and_who(turn: Turn) -> bool:
    """「北町の角の家」: words that tell nothing of how the speaker is, or a location. A call for help is none."""
    what = turn.event.what
    if turn.conversation.state is not State.AWAITING_NAME:
        return False
    if not isinstance(what, TextSaid):
        return isinstance(what, LocationShared)
    tells = turn.understanding is not None and tells_how(turn.understanding)
    return not tells and not speaks_of_oneself(what.text)


def speaks_of_oneself(words: str) -> bool:
    """「わたしも動けない」"""
    return _ONESELF.search(words) is not None


def is_in_danger_oneself(turn: Turn) -> bool:
    """「わたしも動けない」, where the open question was about somebody else."""
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or understood is None or understood.about is About.OTHER:
        return False
    return is_distress(understood.condition) and speaks_of_oneself(what.text)
