"""「お母さんは、いま、どこにいますか」: asked of whoever called for help for another, until a place comes."""

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.replies import AskPlace, text
from bot.core.requests import FollowedBy
from bot.core.turn import Outcome, Turn
from bot.rules.calling import Relative, on_the_same_phone, relatives
from bot.rules.emergency_call import CALL_119
from bot.rules.safety import tells_how


def question(relative: Relative) -> AskPlace:
    return AskPlace(text("proxy.where", person=relative.called), (CALL_119,))


def stays_open(turn: Turn, relative: Relative) -> bool:
    """「いつ来てくれますか」, 「お願いします」: no place, and nothing of how they are."""
    understood, was = turn.understanding, turn.conversation
    is_asked = was.state is State.AWAITING_PLACE and was.about == relative.followed.person.id
    return is_asked and isinstance(turn.event.what, TextSaid) and not (understood and tells_how(understood))


def again(turn: Turn, relative: Relative) -> Outcome:
    return Outcome(
        conversation=turn.conversation,
        replies=(question(relative),),
        disclosures=(relative.disclosure,) if relative.disclosure else (),
        drill=bool(relative.incident and relative.incident.drill),
    )


def asked_about(turn: Turn) -> Topic[Relative | None]:
    """Whom the open question is about, as whoever was asked may call them."""
    if turn.person is None:
        return None
    visible = relatives(turn, turn.person, (yield from ask(FollowedBy(turn.person.id))))
    known = (*visible, *on_the_same_phone(turn, turn.person, visible))
    return next((each for each in known if each.followed.person.id == turn.conversation.about), None)
