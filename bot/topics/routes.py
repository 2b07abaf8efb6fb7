"""Which topic takes a turn: one ordered list, the first that applies. A cry for help stands before all that people ask.

This list is the precedence; nothing registers itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.turn import Outcome, Turn
from bot.topics import fallback, handoff, language, presence, signs, silence, small_talk
from bot.topics.area import asked as asked_of_area
from bot.topics.area import handle as area
from bot.topics.check_in import ask_back, media, unlinked
from bot.topics.check_in import report as check_in
from bot.topics.consent import closing, handling, open_offer, plan, showing
from bot.topics.consent import signs as of_consent
from bot.topics.family import choosing, going, going_signs, neighbour, news, nudge, proxy
from bot.topics.group import handle as group
from bot.topics.linking import accounts, signed_in
from bot.topics.linking import handle as linking
from bot.topics.linking import signs as linking_signs
from bot.topics.quiet_days import answering as quiet_answering
from bot.topics.quiet_days import handle as quiet_days
from bot.topics.quiet_days import signs as of_quiet_days
from bot.topics.sharing import confirming
from bot.topics.sharing import handle as sharing

_OF_ANYBODY = frozenset(
    {
        "group",
        "silence",
        "linking.signed_in",
        "presence",
        "linking",
        "check_in.media",
        "language",
        "handoff",
        "linking.open_question",
        "small_talk",
        "fallback",
    }
)
"""On a shared phone these need not know who speaks; whatever is not named here does."""

_CONSENT, _PLAN, _OFFER = "consent", "consent.plan", "consent.offer"

_GOING, _NUDGE = "family.going", "family.nudge"
_QUIET, _WELL = "quiet_days", "quiet_days.well"
_GROUP, _ASKED = "group", "area.asked"

_READ_WORDS_THEMSELVES = frozenset(
    {_GROUP, "silence", "presence", "linking", _CONSENT, "language", _ASKED, _GOING, _NUDGE, _QUIET}
)
"""These topics knew it by their own signs (a code, 「同意をやめる」), whatever the understanding made of it."""


@dataclass(frozen=True, slots=True)
class Route:
    """`topic` takes the turns to which `applies`; `name` is for logs and metrics."""

    name: str
    applies: Callable[[Turn], bool]
    topic: Callable[[Turn], Topic[Outcome]]

    @property
    def reads_words_itself(self) -> bool:
        """It did not need the understanding to know what was meant."""
        return self.name in _READ_WORDS_THEMSELVES


def _own_report(turn: Turn) -> Topic[Outcome]:
    return check_in.handle(turn) if turn.person is not None else unlinked.handle(turn)


def _language(turn: Turn) -> Topic[Outcome]:
    """A chosen language, and the question that waits, once more in it."""
    outcome = yield from language.handle(turn)
    has_changed = outcome.conversation.language is not turn.conversation.language
    if has_changed and turn.conversation.state is State.AWAITING_CONSENT:
        return showing.shown_anew(turn, outcome)
    if not (has_changed and turn.incident is not None and signs.has_open_question(turn)):
        return outcome
    _, question = ask_back.open_question(turn, turn.incident)
    return replace(outcome, replies=(*outcome.replies, question), drill=turn.incident.drill)


def _of_consent(turn: Turn) -> Topic[Outcome]:
    """After 「知らせてもよいですか」 the question of the check-in that had to wait for it."""
    outcome = yield from handling.handle(turn)
    if not of_consent.answers_whether_to_share(turn) or turn.conversation.state not in signs.OF_THE_CHECK_IN:
        return outcome
    state, question = ask_back.open_question(turn, turn.incident_with(turn.conversation.incident))
    waiting = outcome.conversation.at(state, incident=turn.conversation.incident)
    return replace(outcome, conversation=waiting, replies=(*outcome.replies, question))


def _marked(topic: Callable[[Turn], Topic[Outcome]]) -> Callable[[Turn], Topic[Outcome]]:
    """Even small talk carries the mark while a drill is the foremost incident (promise 5)."""

    def handle(turn: Turn) -> Topic[Outcome]:
        outcome = yield from topic(turn)
        return replace(outcome, drill=outcome.drill or bool(turn.incident and turn.incident.drill))

    return handle


def _or_the_next(name: str, topic: Callable[[Turn], Topic[Outcome | None]]) -> Callable[[Turn], Topic[Outcome]]:
    """The next route that applies, where the topic finds that its sign meant something else after all."""

    def handle(turn: Turn) -> Topic[Outcome]:
        outcome = yield from topic(turn)
        if outcome is not None:
            return outcome
        after = next(number for number, each in enumerate(ROUTES, 1) if each.name == name)
        return (yield from next(each for each in ROUTES[after:] if each.applies(turn)).topic(turn))

    return handle


def _plan(turn: Turn) -> Topic[Outcome]:
    """What one agrees to comes first; where that is answered, staff take it from there."""
    offered = yield from plan.offered_plan(turn)
    return offered if offered is not None else (yield from handoff.handle(turn))


ROUTES: tuple[Route, ...] = (
    Route("group", group.applies, group.handle),
    Route("silence", signs.wants_no_answer, silence.handle),
    Route("linking.signed_in", linking_signs.came_back_from_signing_in, _marked(signed_in.handle)),
    Route("presence", signs.came_or_went, presence.handle),
    Route("linking.accounts", linking_signs.is_about_accounts, _marked(accounts.handle)),
    Route("linking", linking_signs.applies, _marked(linking.handle)),
    Route("area.asked", asked_of_area.applies, area.handle),
    Route("family.later", signs.puts_off_family, _marked(choosing.later)),
    Route(_GOING, going_signs.says_going, _or_the_next(_GOING, going.handle)),
    Route(_NUDGE, going_signs.wants_another_try, _or_the_next(_NUDGE, nudge.handle)),
    Route("family.proxy", signs.answers_for_another, proxy.handle),
    Route("check_in.media", signs.sent_media, media.handle),
    Route(_WELL, of_quiet_days.says_well_on_a_quiet_day, _or_the_next(_WELL, quiet_answering.in_words)),
    Route("check_in.report", signs.reports_or_is_in_distress, _own_report),
    Route("family.neighbour", signs.tells_of_a_neighbour, neighbour.more),
    Route(_QUIET, of_quiet_days.is_about_quiet_days, _marked(quiet_days.handle)),
    Route(_CONSENT, of_consent.applies, _marked(_of_consent)),
    Route("language", language.applies, _marked(_language)),
    Route("family.news", signs.asks_about_family, news.handle),
    Route("area", signs.asks_about_area, area.handle),
    Route(_PLAN, plan.wants_plan, _marked(_plan)),
    Route("handoff", handoff.applies, handoff.handle),
    Route("linking.open_question", linking_signs.leaves_question_open, _marked(linking.ask_again)),
    Route(_OFFER, open_offer.leaves_offer_open, _marked(handling.handle)),
    Route("check_in.open_question", signs.leaves_question_open, _own_report),
    Route("small_talk", small_talk.applies, _marked(small_talk.handle)),
    Route("fallback", lambda _: True, fallback.handle),
)


def route(turn: Turn) -> Route:
    """The first route that applies; the last one always does."""
    return next(each for each in ROUTES if each.applies(turn))


def _take(turn: Turn) -> Topic[Outcome]:
    return route(turn).topic(turn)


def _needs_speaker(turn: Turn) -> bool:
    return route(turn).name not in _OF_ANYBODY


def drive(turn: Turn) -> Topic[Outcome]:
    """The topic's outcome, with what holds for every topic: late events move no question, silence stays silent."""
    plain = confirming.without_question(turn)
    taken = route(plain)
    outcome = yield from (sharing.handle(turn, _take, _needs_speaker) if turn.sharers else taken.topic(plain))
    conversation = outcome.conversation
    if taken.name not in (_CONSENT, _PLAN, _OFFER):
        conversation = closing.after_something_else(turn, conversation)
    if _is_late(turn):
        conversation = replace(turn.conversation, language=conversation.language)
    newest = max(turn.event.occurred_at, turn.conversation.last_event_at or turn.event.occurred_at)
    replies = () if turn.event.silent else outcome.replies
    return replace(outcome, conversation=replace(conversation, last_event_at=newest), replies=replies)


def _is_late(turn: Turn) -> bool:
    """An event that happened before one already handled (redelivery breaks the order, line.md 1.7)."""
    last = turn.conversation.last_event_at
    return last is not None and turn.event.occurred_at < last
