"""Takes the turns of a shared phone to the other topics: as the one who speaks, as all of them, or after asking who.

Which topic takes a turn is the business of `routes`: it hands in how to take one, and whether it needs a speaker.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.events import ButtonTapped
from bot.core.people import Person
from bot.core.taps import ChooseSpeaker, HelpIsFor, SpeakAs
from bot.core.turn import Outcome, Turn
from bot.rules.safety import tells_how
from bot.rules.where_and_who import tells_where_and_who
from bot.topics.sharing.another import take_named, take_word
from bot.topics.sharing.choosing import ask_who, chosen, helped, next_of_them
from bot.topics.sharing.confirming import asked_again, asked_in, said_in, waiting_in, without_question
from bot.topics.sharing.everybody import says_of_all, take_for_all
from bot.topics.sharing.naming import introduces_oneself, named_in_words, says_another_speaks, spoken_of
from bot.topics.sharing.questions import Said, who_needs_help
from bot.topics.sharing.speaker import as_nobody, as_said_by, as_speaker, named_by_button, of_now, sharer
from bot.topics.sharing.together import for_another, for_each
from bot.topics.sharing.urgency import is_call_for_another, is_call_for_help, tells_the_place

MOST = 8
"""A device that more people share, at a shelter, is nobody's: what is said there is kept as from a stranger."""

Take = Callable[[Turn], Topic[Outcome]]


def handle(turn: Turn, take: Take, needs_speaker: Callable[[Turn], bool]) -> Topic[Outcome]:
    if len(turn.sharers) > MOST:
        return (yield from take(replace(as_nobody(turn), sharers=())))
    turn, waits, named = of_now(turn), waiting_in(turn), named_in_words(turn)
    turn = without_question(turn)
    match turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None:
        case ChooseSpeaker(id_):
            person = sharer(turn, id_)
            return (yield from chosen(as_nobody(turn), person, take)) if person else ask_who(as_nobody(turn))
        case HelpIsFor(id_):
            person = sharer(turn, id_)
            return helped(turn, person) if person else ask_who(as_nobody(turn))
        case SpeakAs() as tap:
            person = sharer(turn, tap.speaker)
            word = take_word(turn, person, said_in(tap), asked_in(tap), take) if person else None
            return (yield from word) if word else ask_who(as_nobody(turn))
        case _:
            return (yield from _answered_or_said(turn, waits, named, take, needs_speaker))


def _answered_or_said(
    turn: Turn, waits: Said | None, named: Person | None, take: Take, needs_speaker: Callable[[Turn], bool]
) -> Topic[Outcome]:
    """「花子です」 to the open question, 「花子です。無事です」 at any time, or anything else, which leaves it open."""
    introduced = introduces_oneself(turn) if waits or turn.person else None
    tells = turn.understanding is not None and tells_how(turn.understanding)
    who = named or (introduced if waits and not tells else None)
    if who is not None and waits is not None:
        asked = turn.conversation.last_event_at or turn.event.occurred_at
        return (yield from take_word(turn, who, waits, asked, take))
    if who is not None:
        return (yield from chosen(as_nobody(turn), who, take))
    if introduced is not None and introduced != turn.person:
        own = as_speaker(replace(turn, conversation=turn.conversation.idle()), introduced)
        return (yield from _said(own, take, needs_speaker))
    outcome = yield from _said(turn, take, needs_speaker)
    return asked_again(turn, waits, outcome) if waits is not None else outcome


def _said(turn: Turn, take: Take, needs_speaker: Callable[[Turn], bool]) -> Topic[Outcome]:
    everybody = says_of_all(turn)
    if everybody is not None:
        return (yield from take_for_all(turn, everybody, take))
    named = named_by_button(turn)
    if named is not None:
        return (yield from take_named(turn, *named, take))
    if says_another_speaks(turn):
        return ask_who(as_nobody(turn))
    if turn.person is None:
        return (yield from _nobodys(turn, take, needs_speaker))
    other = spoken_of(turn)
    spoken = as_said_by(turn, turn.person, other) if other is not None else turn
    return next_of_them(turn, (yield from take(spoken)))


def _nobodys(turn: Turn, take: Take, needs_speaker: Callable[[Turn], bool]) -> Topic[Outcome]:
    """Nobody has said who they are. A call for help goes on its way first."""
    about = sharer(turn, turn.conversation.about)
    if about is not None:
        turn = replace(turn, conversation=replace(turn.conversation, about=None))
    if is_call_for_another(turn):
        return (yield from for_another(turn, take))
    if is_call_for_help(turn):
        called = yield from for_each(turn, take)
        return replace(called, replies=(*called.replies, *who_needs_help(turn))) if called.records else called
    if tells_where_and_who(turn):
        told = yield from take(as_speaker(turn, turn.sharers[0]))
        return replace(told, conversation=replace(told.conversation, person=None))
    if tells_the_place(turn) and about is not None:
        meant = as_speaker(turn, about)
        found = next_of_them(meant, (yield from take(meant)))
        return replace(found, conversation=replace(found.conversation, person=None))
    if tells_the_place(turn):
        return (yield from for_each(turn, take))
    introduced = introduces_oneself(turn)
    if introduced is not None:
        own = as_speaker(turn, introduced)
        return next_of_them(own, (yield from take(own)))
    if needs_speaker(turn):
        return ask_who(turn)
    return (yield from take(turn))
