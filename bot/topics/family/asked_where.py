"""「お母さんは、いま、どこにいますか」: asked of whoever called for help for another, until a place comes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.replies import AskPlace, text
from bot.core.requests import FollowedBy
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.calling import Relative, on_the_same_phone, relatives
from bot.rules.emergency_call import CALL_119
from bot.rules.ended_call import is_taken_back
from bot.rules.safety import tells_how


def question(relative: Relative) -> AskPlace:
    return AskPlace(text("proxy.where", person=relative.called), (CALL_119,))


def stays_open(turn: Turn, relative: Relative) -> bool:
    """「いつ来てくれますか」, 「お願いします」: no place, and nothing of how they are."""
    what, understood, was = turn.event.what, turn.understanding, turn.conversation
    is_asked = was.state is State.AWAITING_PLACE and was.about == relative.followed.person.id
    if not is_asked or not isinstance(what, TextSaid) or is_taken_back(what.text):
        return False
    unknown = understood is not None and understood.condition is Condition.UNKNOWN
    return unknown or not (understood and tells_how(understood))


def is_place_asked_of(turn: Turn, candidates: Sequence[Relative]) -> bool:
    """Not 「渡部さんは無事です」 while the mother's place is asked for: that is how somebody else is."""
    meant = {each.followed.person.id for each in candidates}
    return turn.conversation.state is State.AWAITING_PLACE and meant <= {turn.conversation.about}


def names_a_place(turn: Turn) -> bool:
    """「渡部さんの家です」: a name, and nothing of how anybody is."""
    is_asked = turn.conversation.state is State.AWAITING_PLACE and turn.conversation.about is not None
    return is_asked and turn.understanding is not None and not tells_how(turn.understanding)


def stays_asked(turn: Turn, outcome: Outcome, known: Sequence[Relative]) -> Outcome:
    """What was said of somebody else is kept; the question stands below it again."""
    was = turn.conversation
    relative = next((each for each in known if each.followed.person.id == was.about), None)
    if relative is None or outcome.conversation.state is not State.IDLE:
        return outcome
    asked = again(turn, relative)
    kept = replace(outcome.conversation, state=was.state, about=was.about, incident=was.incident)
    if asked.drill != outcome.drill:
        return replace(outcome, conversation=kept)
    rows = (*outcome.disclosures, *asked.disclosures)
    return replace(outcome, conversation=kept, replies=(*outcome.replies, *asked.replies), disclosures=rows)


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
