"""Topics put together of several: what follows one when another one's question was waiting behind it."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.turn import Outcome, Turn
from bot.topics import handoff, language, signs
from bot.topics.check_in import ask_back, unlinked
from bot.topics.check_in import report as check_in
from bot.topics.consent import handling, plan, showing
from bot.topics.consent import signs as consent_signs


def own_report(turn: Turn) -> Topic[Outcome]:
    return check_in.handle(turn) if turn.person is not None else unlinked.handle(turn)


def chosen_language(turn: Turn) -> Topic[Outcome]:
    """A chosen language, and the question that waits, once more in it."""
    outcome = yield from language.handle(turn)
    has_changed = outcome.conversation.language is not turn.conversation.language
    if has_changed and turn.conversation.state is State.AWAITING_CONSENT:
        return showing.shown_anew(turn, outcome)
    if not (has_changed and turn.incident is not None and signs.has_open_question(turn)):
        return outcome
    _, question = ask_back.open_question(turn, turn.incident)
    return replace(outcome, replies=(*outcome.replies, question), drill=turn.incident.drill)


def after_consent(turn: Turn) -> Topic[Outcome]:
    """After 「知らせてもよいですか」 the question of the check-in that had to wait for it.

    That answer is the drill's, where one is open; what else is said of consents lasts, and carries no mark of it.
    """
    if not consent_signs.answers_whether_to_share(turn):
        return (yield from handling.handle(turn))
    outcome = yield from marked(handling.handle)(turn)
    if turn.conversation.state not in signs.OF_THE_CHECK_IN:
        return outcome
    state, question = ask_back.open_question(turn, turn.incident_with(turn.conversation.incident))
    waiting = outcome.conversation.at(state, incident=turn.conversation.incident)
    return replace(outcome, conversation=waiting, replies=(*outcome.replies, question))


def marked(topic: Callable[[Turn], Topic[Outcome]]) -> Callable[[Turn], Topic[Outcome]]:
    """Even small talk carries the mark while a drill is the foremost incident (promise 5)."""

    def handle(turn: Turn) -> Topic[Outcome]:
        outcome = yield from topic(turn)
        return replace(outcome, drill=outcome.drill or bool(turn.incident and turn.incident.drill))

    return handle


def plan_or_staff(turn: Turn) -> Topic[Outcome]:
    """What one agrees to comes first; where that is answered, staff take it from there."""
    offered = yield from plan.offered_plan(turn)
    return offered if offered is not None else (yield from handoff.handle(turn))
