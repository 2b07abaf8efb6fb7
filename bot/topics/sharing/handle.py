"""Takes the turns of a shared phone to the other topics: as the one who speaks, as all of them, or after asking who.

Which topic takes a turn is the business of `routes`: it hands in how to take one, and whether it needs a speaker.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.replies import Say, text
from bot.core.taps import ChooseSpeaker, ReportCondition, SpeakForAll
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.safety import Reading, is_distress, reading
from bot.topics.sharing.choosing import ask_who, chosen, next_of_them
from bot.topics.sharing.questions import names, who_needs_help
from bot.topics.sharing.speaker import (
    as_nobody,
    as_speaker,
    named_by_button,
    named_in_words,
    of_now,
    says_another_speaks,
    sharer,
    speaks_for_all,
)
from bot.topics.sharing.together import for_another, for_each
from bot.topics.sharing.urgency import is_call_for_another, is_call_for_help, tells_the_place

MOST = 8
"""A device that more people share, at a shelter, is nobody's: what is said there is kept as from a stranger."""

Take = Callable[[Turn], Topic[Outcome]]


def handle(turn: Turn, take: Take, needs_speaker: Callable[[Turn], bool]) -> Topic[Outcome]:
    if len(turn.sharers) > MOST:
        return (yield from take(replace(as_nobody(turn), sharers=())))
    turn = of_now(turn)
    what = turn.event.what
    tap = what.tap if isinstance(what, ButtonTapped) else None
    if isinstance(tap, ChooseSpeaker):
        person = sharer(turn, tap.person)
        return (yield from chosen(as_nobody(turn), person, take)) if person else ask_who(as_nobody(turn))
    everybody = _for_all(turn)
    if everybody is not None:
        return (yield from _all_said(everybody[0], everybody[1], take))
    named = named_by_button(turn)
    if named is not None:
        return next_of_them(named[1], (yield from take(named[1])))
    if says_another_speaks(turn):
        return ask_who(as_nobody(turn))
    if turn.person is not None:
        return next_of_them(turn, (yield from take(turn)))
    return (yield from _nobodys(turn, take, needs_speaker))


def _nobodys(turn: Turn, take: Take, needs_speaker: Callable[[Turn], bool]) -> Topic[Outcome]:
    """Nobody has said who they are. A call for help goes on its way first."""
    if is_call_for_another(turn):
        return (yield from for_another(turn, take))
    if is_call_for_help(turn):
        called = yield from for_each(turn, take)
        return replace(called, replies=(*called.replies, *who_needs_help(turn)))
    if tells_the_place(turn):
        return (yield from for_each(turn, take))
    named = named_in_words(turn)
    if named is not None:
        return (yield from chosen(turn, named, take))
    if turn.conversation.state is State.AWAITING_NAME and isinstance(turn.event.what, TextSaid):
        told = yield from take(as_speaker(turn, turn.sharers[0]))
        return replace(told, conversation=replace(told.conversation, person=None))
    if needs_speaker(turn):
        return ask_who(turn)
    return (yield from take(turn))


def _for_all(turn: Turn) -> tuple[Turn, Condition] | None:
    """「ふたりとも」, tapped or in words: the turn as a button that says it of one, and what it says."""
    what = turn.event.what
    if isinstance(what, ButtonTapped):
        if not isinstance(what.tap, SpeakForAll):
            return None
        said = ReportCondition(what.tap.condition, what.tap.incident)
        return replace(as_nobody(turn), event=replace(turn.event, what=ButtonTapped(said))), what.tap.condition
    understood = turn.understanding
    if understood is None or understood.condition is None or not speaks_for_all(turn):
        return None
    return (as_nobody(turn), understood.condition) if reading(understood) is Reading.RECORD else None


def _all_said(turn: Turn, condition: Condition, take: Take) -> Topic[Outcome]:
    said = yield from for_each(turn, take)
    if is_distress(condition):
        return said
    thanks = text("sharing.all_received", people=names(turn.sharers), condition=text(f"condition.{condition}"))
    return replace(said, conversation=said.conversation.idle(), replies=(Say(thanks),))
