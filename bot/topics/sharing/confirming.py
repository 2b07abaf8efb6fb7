"""「いま、お答えになっているのは、どなたですか」: whose word it is, before it makes anything smaller (promise 3).

Words that call for help never wait for it: they are recorded first, and asked about after.
"""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.conversation import Conversation, State
from bot.core.people import Person
from bot.core.records import Priority, ReportMade
from bot.core.replies import MAX_REPLIES
from bot.core.taps import ReportCondition, ReportEvacuated, ReportNeed, ReportWhereabouts, SpeakAs, SpeakForAll
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Whereabouts
from bot.rules.incident_meant import incident_meant
from bot.rules.safety import is_distress, is_less
from bot.topics.sharing.questions import Said, who_answers
from bot.topics.sharing.speaker import SETTLED_FOR, standing_of

_WAITING = frozenset({State.AWAITING_WHO_SAYS_SAFE, State.AWAITING_WHO_SAYS_EVACUATED})
_OF_A_CALL = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER})


def condition_in(said: Said) -> Condition | None:
    match said:
        case ReportCondition(condition=condition) | SpeakForAll(condition=condition):
            return condition
        case ReportEvacuated():
            return Condition.SAFE
        case ReportWhereabouts() | ReportNeed():
            return None


def makes_smaller(turn: Turn, person: Person, condition: Condition | None) -> bool:
    """They stand in need of help, and this says less. `condition` None, where they are or what they lack, may wait."""
    stands = standing_of(turn, person).condition
    return is_distress(stands) and is_less(condition, stands)


def ask_who_answers(turn: Turn, said: Said) -> Outcome:
    """Nothing is recorded yet: what was said waits in the buttons. Where a call for help has a question, that stays."""
    of_a_call = turn.conversation.state in _OF_A_CALL
    incident = incident_meant(turn)
    return Outcome(
        conversation=turn.conversation if of_a_call else _waiting(turn.conversation, said),
        replies=(who_answers(turn, said),),
        drill=bool(incident and incident.drill),
    )


def _waiting(conversation: Conversation, said: Said) -> Conversation:
    match said:
        case SpeakForAll(Condition.SAFE, incident):
            return conversation.at(State.AWAITING_WHO_SAYS_SAFE, incident=incident)
        case ReportCondition(Condition.SAFE, incident, about):
            return conversation.at(State.AWAITING_WHO_SAYS_SAFE, about=about, incident=incident)
        case ReportEvacuated(incident, about):
            return conversation.at(State.AWAITING_WHO_SAYS_EVACUATED, about=about, incident=incident)
        case _:
            return conversation.at(State.AWAITING_SPEAKER, incident=said.incident)


def without_question(turn: Turn) -> Turn:
    """What waits is nothing to the other topics: they take the turn as if nothing had been asked."""
    if turn.conversation.state not in _WAITING:
        return turn
    return replace(turn, conversation=turn.conversation.idle())


def waiting_in(turn: Turn) -> Said | None:
    """What waits in the conversation for an answer in words, unless the silence was too long."""
    conversation, last = turn.conversation, turn.conversation.last_event_at
    if last is None or turn.event.occurred_at - last > SETTLED_FOR:
        return None
    match conversation.state:
        case State.AWAITING_WHO_SAYS_SAFE if conversation.about is None:
            return SpeakForAll(Condition.SAFE, conversation.incident)
        case State.AWAITING_WHO_SAYS_SAFE:
            return ReportCondition(Condition.SAFE, conversation.incident, conversation.about)
        case State.AWAITING_WHO_SAYS_EVACUATED:
            return ReportEvacuated(conversation.incident, conversation.about)
        case _:
            return None


def said_in(tap: SpeakAs) -> Said:
    """The statement that waited in the button."""
    if tap.condition is not None and tap.about is None:
        return SpeakForAll(tap.condition, tap.incident)
    if tap.condition is Condition.SAFE and tap.whereabouts is Whereabouts.SHELTER:
        return ReportEvacuated(tap.incident, tap.about)
    if tap.condition is not None:
        return ReportCondition(tap.condition, tap.incident, tap.about)
    if tap.whereabouts is not None:
        return ReportWhereabouts(tap.whereabouts, tap.incident, tap.about)
    return ReportNeed(tap.need, tap.incident, tap.about)


def asked_in(tap: SpeakAs) -> datetime:
    """Whatever stands in the button: what is no time at all was asked long ago."""
    try:
        return datetime.fromtimestamp(tap.asked_at, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def is_out_of_date(turn: Turn, said: Said, asked: datetime) -> bool:
    """Asked too long ago, or before somebody here called for help: then it is asked anew. A call never is."""
    if is_distress(condition_in(said)):
        return False
    stands = [standing_of(turn, each) for each in turn.sharers]
    called = any(is_distress(each.condition) and each.said_at is not None and each.said_at > asked for each in stands)
    return called or turn.event.occurred_at - asked > SETTLED_FOR


def asked_again(turn: Turn, said: Said, outcome: Outcome) -> Outcome:
    """Another message came in between: the question stays open, unless that opened another or told how one is."""
    quiet = outcome.conversation.state is State.IDLE and outcome.priority is not Priority.URGENT
    told = any(isinstance(each, ReportMade) for each in outcome.records)
    same = outcome.conversation.person == turn.conversation.person
    if not (quiet and same and 0 < len(outcome.replies) < MAX_REPLIES) or told:
        return outcome
    waiting = _waiting(outcome.conversation, said)
    return replace(outcome, conversation=waiting, replies=(*outcome.replies, who_answers(turn, said)))
