"""What was not understood is asked back with buttons; a possible cry for help is shown to staff meanwhile."""

from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeRaised, Priority
from bot.core.replies import Reply, Say, text
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Intent
from bot.rules.emergency_call import not_119
from bot.rules.notice import notice
from bot.rules.safety import Reading, is_in_doubt, reading
from bot.rules.somebodys_life import may_tell_of_the_own_life
from bot.topics.check_in.questions import (
    ask_condition,
    ask_needs,
    ask_place,
    ask_refuge,
    ask_still_in_danger,
    ask_whereabouts,
)

_OF_A_CALL = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER})


def ask_back(turn: Turn, incident: Incident | None) -> Outcome:
    """The open question once more, or the first one: how are you."""
    urgent = _may_be_distress(turn)
    state, replies = _question(turn, incident)
    return Outcome(
        conversation=turn.conversation.at(state, incident=incident.id if incident else None),
        replies=(not_119(turn.city, drill=bool(incident and incident.drill)), *replies) if urgent else replies,
        records=(_notice(turn, incident),) if urgent or _takes_back_safety(turn, incident) else (),
        drill=bool(incident and incident.drill),
        priority=Priority.URGENT if urgent else Priority.NORMAL,
    )


def _may_be_distress(turn: Turn) -> bool:
    urgent = turn.understanding is not None and reading(turn.understanding) is Reading.ASK_URGENTLY
    return urgent or may_tell_of_the_own_life(turn)


def _takes_back_safety(turn: Turn, incident: Incident | None) -> bool:
    """「やっぱり大丈夫じゃない」 of somebody who stands as safe: until it is clear, staff see that it is not."""
    check_in = turn.check_in_of(incident)
    stands_safe = check_in is not None and check_in.standing.condition is Condition.SAFE
    return stands_safe and turn.understanding is not None and is_in_doubt(turn.understanding)


def _notice(turn: Turn, incident: Incident | None) -> NoticeRaised:
    return notice(turn, NoticeKind.POSSIBLE_DISTRESS, incident, turn.person.id if turn.person else None)


def _asks_to_be_asked(turn: Turn) -> bool:
    """「答えを変える」, 「わたしの安否を伝える」, or a mere greeting: nothing was misunderstood."""
    greets = turn.understanding is not None and turn.understanding.intent is Intent.GREET
    return isinstance(turn.event.what, ButtonTapped) or greets


def _question(turn: Turn, incident: Incident | None) -> tuple[State, tuple[Reply, ...]]:
    id_ = incident.id if incident else None
    sorry = Say(text("check_in.not_understood"))
    if _asks_to_be_asked(turn):
        return State.AWAITING_CONDITION, (ask_condition(id_),)
    state, question = open_question(turn, incident)
    if turn.understanding is not None and is_in_doubt(turn.understanding) and state not in _OF_A_CALL:
        state = State.AWAITING_CONDITION
    if state is State.AWAITING_CONDITION:
        known = "check_in.staff_know" if _takes_back_safety(turn, incident) else "check_in.unsure"
        return state, (ask_condition(id_, text(known)),)
    return (state, (question,)) if state in _OF_A_CALL else (state, (sorry, question))


def open_question(turn: Turn, incident: Incident | None) -> tuple[State, Reply]:
    """The question that waits for its answer; how the person is, where none does."""
    id_ = incident.id if incident else None
    match turn.conversation.state:
        case State.AWAITING_WHEREABOUTS:
            return State.AWAITING_WHEREABOUTS, ask_whereabouts(id_)
        case State.AWAITING_REFUGE:
            return State.AWAITING_REFUGE, ask_refuge(id_)
        case State.AWAITING_NEEDS:
            return State.AWAITING_NEEDS, ask_needs(id_)
        case State.AWAITING_PLACE:
            return State.AWAITING_PLACE, ask_place()
        case State.AWAITING_STILL_IN_DANGER:
            return State.AWAITING_STILL_IN_DANGER, ask_still_in_danger(id_)
        case _:
            return State.AWAITING_CONDITION, ask_condition(id_)
