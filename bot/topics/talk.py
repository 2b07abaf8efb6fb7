"""While staff talk with somebody, their words go to staff. Calls for help and answers to the check-in come first."""

from bot.core.ask import Topic
from bot.core.events import Place, TextSaid
from bot.core.records import SaidToStaff
from bot.core.replies import Say, text
from bot.core.turn import Outcome, Turn

MAX_WORDS = 1_000


def applies(turn: Turn) -> bool:
    return line_for_staff(turn) is not None


def line_for_staff(turn: Turn) -> SaidToStaff | None:
    """What staff read of this turn, whichever topic answers it. Taps and places are no words."""
    what = turn.event.what
    if turn.talk is None or turn.event.place is not Place.PRIVATE or not isinstance(what, TextSaid):
        return None
    return SaidToStaff(
        turn.new_id("said to staff"), turn.talk, turn.event.id, what.text[:MAX_WORDS], turn.event.occurred_at
    )


def handle(turn: Turn) -> Topic[Outcome]:
    """Short: somebody is there who answers."""
    yield from ()
    return Outcome(turn.conversation, (Say(text("talk.passed_on")),), must_deliver=False)
