"""「夫が流されました。どうすればいいですか」: no question to be answered with how he is, and no greeting."""

from bot.core.events import TextSaid
from bot.core.turn import Turn
from bot.core.understanding import About
from bot.rules.grave_words import tells_of_a_life
from bot.rules.of_whom import names_a_subject


def tells_of_the_life_of_another(turn: Turn) -> bool:
    """Of somebody else, by the understanding or by the plain words."""
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or not tells_of_a_life(what.text):
        return False
    return names_a_subject(what.text) or (understood is not None and understood.about is About.OTHER)


def may_tell_of_the_own_life(turn: Turn) -> bool:
    """「津波に流されました」, of whom nobody says."""
    what = turn.event.what
    return isinstance(what, TextSaid) and tells_of_a_life(what.text)
