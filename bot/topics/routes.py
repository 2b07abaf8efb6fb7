"""Which topic takes a turn: one ordered list, the first that applies. A cry for help stands before all that people ask.

This list is the precedence; nothing registers itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.ask import Topic, ask
from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.requests import Heard
from bot.core.turn import Outcome, Turn
from bot.core.understanding import About
from bot.rules.begun import with_begun
from bot.rules.incident_meant import without_question_left
from bot.rules.roll_call.likeness import own_part
from bot.rules.roll_call.together import with_own
from bot.topics import beside_a_call, fallback, handoff, language, presence, signs, silence, small_talk, talk
from bot.topics.area import asked as asked_of_area
from bot.topics.area import handle as area
from bot.topics.check_in import media
from bot.topics.composed import after_consent, chosen_language, marked, own_report, plan_or_staff
from bot.topics.consent import closing, handling, open_offer, plan
from bot.topics.consent import signs as of_consent
from bot.topics.family import choosing, going, going_signs, neighbour, news, nudge, proxy
from bot.topics.group import handle as group
from bot.topics.linking import accounts, signed_in
from bot.topics.linking import handle as linking
from bot.topics.linking import signs as linking_signs
from bot.topics.quiet_days import answering as quiet_answering
from bot.topics.quiet_days import handle as quiet_days
from bot.topics.quiet_days import signs as of_quiet_days
from bot.topics.roll_call import handle as roll_call
from bot.topics.roll_call import signs as roll_call_signs
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
        "talk",
        "handoff",
        "linking.open_question",
        "small_talk",
        "fallback",
    }
)
"""On a shared phone these need not know who speaks; whatever is not named here does."""

_CONSENT, _PLAN, _OFFER, _ROLL_CALL = "consent", "consent.plan", "consent.offer", "roll_call"

_GOING, _NUDGE = "family.going", "family.nudge"
_QUIET, _WELL = "quiet_days", "quiet_days.well"
_GROUP, _ASKED = "group", "area.asked"

_READ_WORDS_THEMSELVES = frozenset(
    {_GROUP, "silence", "presence", "linking", _CONSENT, "language", _ASKED, _GOING, _NUDGE, _QUIET, _ROLL_CALL, "talk"}
)
"""These topics knew it by their own signs (a code, 「同意をやめる」), whatever the understanding made of it."""

_SETTLE_A_CALL = ("check_in.", "family.proxy", "linking", "consent")


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


def _roll_call(turn: Turn) -> Topic[Outcome]:
    """What the speaker says of themselves in it is their own report; what is not about many after all goes on."""
    told = yield from roll_call.handle(turn)
    if told is None:
        behind = ROUTES[[each.name for each in ROUTES].index(_ROLL_CALL) + 1 :]
        return (yield from next(each for each in behind if each.applies(turn)).topic(turn))
    words = own_part(turn.roll_call) if turn.roll_call is not None else ""
    if not words:
        return told
    (understood,) = yield from ask(Heard((words,)))
    alone = replace(turn, event=replace(turn.event, what=TextSaid(words)), understanding=understood, roll_call=None)
    if understood.about is About.OTHER or not signs.reports_or_is_in_distress(alone):
        return told
    return with_own(told, (yield from own_report(alone)))


def _or_the_next(name: str, topic: Callable[[Turn], Topic[Outcome | None]]) -> Callable[[Turn], Topic[Outcome]]:
    """The next route that applies, where the topic finds that its sign meant something else after all."""

    def handle(turn: Turn) -> Topic[Outcome]:
        outcome = yield from topic(turn)
        if outcome is not None:
            return outcome
        after = next(number for number, each in enumerate(ROUTES, 1) if each.name == name)
        return (yield from next(each for each in ROUTES[after:] if each.applies(turn)).topic(turn))

    return handle


ROUTES: tuple[Route, ...] = (
    Route("group", group.applies, group.handle),
    Route("silence", signs.wants_no_answer, silence.handle),
    Route("linking.signed_in", linking_signs.came_back_from_signing_in, marked(signed_in.handle)),
    Route("presence", signs.came_or_went, presence.handle),
    Route("linking.accounts", linking_signs.is_about_accounts, marked(accounts.handle)),
    Route("linking", linking_signs.applies, marked(linking.handle)),
    Route("area.asked", asked_of_area.applies, area.handle),
    Route(_ROLL_CALL, roll_call_signs.applies, _roll_call),
    Route("family.later", signs.puts_off_family, marked(choosing.later)),
    Route(_GOING, going_signs.says_going, _or_the_next(_GOING, going.handle)),
    Route(_NUDGE, going_signs.wants_another_try, _or_the_next(_NUDGE, nudge.handle)),
    Route("family.proxy", signs.answers_for_another, proxy.handle),
    Route("check_in.media", signs.sent_media, media.handle),
    Route(_WELL, of_quiet_days.says_well_on_a_quiet_day, _or_the_next(_WELL, quiet_answering.in_words)),
    Route("check_in.report", signs.reports_or_is_in_distress, own_report),
    Route("family.neighbour", signs.tells_of_a_neighbour, neighbour.more),
    Route(_QUIET, of_quiet_days.is_about_quiet_days, quiet_days.handle),
    Route(_CONSENT, of_consent.applies, after_consent),
    Route("language", language.applies, marked(chosen_language)),
    Route("talk", talk.applies, marked(talk.handle)),
    Route("family.news", signs.asks_about_family, news.handle),
    Route("area", signs.asks_about_area, area.handle),
    Route(_PLAN, plan.wants_plan, plan_or_staff),
    Route("handoff", handoff.applies, handoff.handle),
    Route("linking.open_question", linking_signs.leaves_question_open, marked(linking.ask_again)),
    Route(_OFFER, open_offer.leaves_offer_open, handling.handle),
    Route("check_in.open_question", signs.leaves_question_open, own_report),
    Route("small_talk", small_talk.applies, marked(small_talk.handle)),
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
    asked = without_question_left(turn)
    outcome = yield from _driven(beside_a_call.as_if_unasked(asked))
    if beside_a_call.is_beside(asked):
        outcome = yield from beside_a_call.asked_again(asked, outcome)
    if _is_late(turn):
        kept = replace(turn.conversation, language=outcome.conversation.language)
        outcome = replace(outcome, conversation=kept)
    newest = max(turn.event.occurred_at, turn.conversation.last_event_at or turn.event.occurred_at)
    replies = () if turn.event.silent else outcome.replies
    said = talk.line_for_staff(turn)
    records = outcome.records if said is None else (*outcome.records, said)
    conversation = replace(outcome.conversation, last_event_at=newest)
    return with_begun(turn, replace(outcome, conversation=conversation, replies=replies, records=records))


def _driven(turn: Turn) -> Topic[Outcome]:
    plain = confirming.without_question(turn)
    taken = route(plain)
    outcome = yield from (sharing.handle(turn, _take, _needs_speaker) if turn.sharers else taken.topic(plain))
    conversation = outcome.conversation
    if taken.name not in (_CONSENT, _PLAN, _OFFER):
        conversation = closing.after_something_else(turn, conversation)
    return replace(outcome, conversation=_with_open_call(turn, taken, conversation))


def _with_open_call(turn: Turn, taken: Route, conversation: Conversation) -> Conversation:
    """Where somebody who calls for help is, stays asked: a button beside it, 「地域の状況」, is no answer to that."""
    was = turn.conversation
    is_beside = isinstance(turn.event.what, ButtonTapped) and not taken.name.startswith(_SETTLE_A_CALL)
    if not is_beside or was.state not in beside_a_call.OF_A_CALL or conversation.state is not State.IDLE:
        return conversation
    return replace(conversation, state=was.state, about=was.about, incident=was.incident)


def _is_late(turn: Turn) -> bool:
    """An event that happened before one already handled (redelivery breaks the order, line.md 1.7)."""
    last = turn.conversation.last_event_at
    return last is not None and turn.event.occurred_at < last
