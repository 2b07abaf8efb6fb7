"""Which topic takes a turn: one ordered list, the first that applies. A cry for help stands before all that people ask.

This list is the precedence; nothing registers itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.ask import Topic
from bot.core.turn import Outcome, Turn
from bot.topics import area, fallback, handoff, language, presence, signs, silence, small_talk
from bot.topics.check_in import ask_back, media, unlinked
from bot.topics.check_in import report as check_in
from bot.topics.family import choosing, neighbour, news, proxy


@dataclass(frozen=True, slots=True)
class Route:
    """`topic` takes the turns to which `applies`; `name` is for logs and metrics."""

    name: str
    applies: Callable[[Turn], bool]
    topic: Callable[[Turn], Topic[Outcome]]


def _own_report(turn: Turn) -> Topic[Outcome]:
    return check_in.handle(turn) if turn.person is not None else unlinked.handle(turn)


def _language(turn: Turn) -> Topic[Outcome]:
    """A chosen language, and the question that waits, once more in it."""
    outcome = yield from language.handle(turn)
    has_changed = outcome.conversation.language is not turn.conversation.language
    if not (has_changed and turn.incident is not None and signs.has_open_question(turn)):
        return outcome
    _, question = ask_back.open_question(turn, turn.incident)
    return replace(outcome, replies=(*outcome.replies, question), drill=turn.incident.drill)


def _marked(topic: Callable[[Turn], Topic[Outcome]]) -> Callable[[Turn], Topic[Outcome]]:
    """Even small talk carries the mark while a drill is the foremost incident (promise 5)."""

    def handle(turn: Turn) -> Topic[Outcome]:
        outcome = yield from topic(turn)
        return replace(outcome, drill=bool(turn.incident and turn.incident.drill))

    return handle


ROUTES: tuple[Route, ...] = (
    Route("silence", signs.wants_no_answer, silence.handle),
    Route("presence", signs.came_or_went, presence.handle),
    Route("family.later", signs.puts_off_family, _marked(choosing.later)),
    Route("family.proxy", signs.answers_for_another, proxy.handle),
    Route("check_in.media", signs.sent_media, media.handle),
    Route("check_in.report", signs.reports_or_is_in_distress, _own_report),
    Route("family.neighbour", signs.tells_of_a_neighbour, neighbour.more),
    Route("language", language.applies, _marked(_language)),
    Route("family.news", signs.asks_about_family, news.handle),
    Route("area", signs.asks_about_area, area.handle),
    Route("handoff", handoff.applies, handoff.handle),
    Route("check_in.open_question", signs.leaves_question_open, _own_report),
    Route("small_talk", small_talk.applies, _marked(small_talk.handle)),
    Route("fallback", lambda _: True, fallback.handle),
)


def route(turn: Turn) -> Route:
    """The first route that applies; the last one always does."""
    return next(each for each in ROUTES if each.applies(turn))


def drive(turn: Turn) -> Topic[Outcome]:
    """The topic's outcome, with what holds for every topic: late events move no question, silence stays silent."""
    outcome = yield from route(turn).topic(turn)
    conversation = outcome.conversation
    if _is_late(turn):
        conversation = replace(turn.conversation, language=conversation.language)
    newest = max(turn.event.occurred_at, turn.conversation.last_event_at or turn.event.occurred_at)
    replies = () if turn.event.silent else outcome.replies
    return replace(outcome, conversation=replace(conversation, last_event_at=newest), replies=replies)


def _is_late(turn: Turn) -> bool:
    """An event that happened before one already handled (redelivery breaks the order, line.md 1.7)."""
    last = turn.conversation.last_event_at
    return last is not None and turn.event.occurred_at < last
