"""The list as it is shown back: a question while one is open, then the card with the one confirming tap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.consents import Disclosure, Item
from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped
from bot.core.ids import PersonId
from bot.core.records import NoticeRaised, Priority, RollCallKept
from bot.core.replies import MAX_REPLIES, Block, Button, Card, Choice, Paragraph, Reply, Style, Tone, text
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.taps import ConfirmRollCall, MendRollCall, RollCallForReal, ShowRollCall
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.emergency_call import not_119
from bot.rules.roll_call.reporting import words_of_lines
from bot.rules.roll_call.seeing import Visible
from bot.topics.roll_call.before import differing, one_told_of, stood_before, warning
from bot.topics.roll_call.questions import question
from bot.topics.roll_call.words import entry

LINES = 10
"""On one card (line.md 3: a bubble holds more, a person of 74 does not read more)."""
_MOST_WORDS = 400

_IN_DANGER = (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER, State.AWAITING_NAME)
_URGENT_FIRST = {Condition.NEEDS_RESCUE: 0, Condition.INJURED: 1}


def shown_back(turn: Turn, waiting: WaitingRollCall, seen: Sequence[Visible]) -> Outcome:
    """The list kept as it is now, and the next question about it or the whole of it."""
    known = {each.id: each for each in seen}
    if waiting.question:
        reply, named = question(waiting, waiting.question, known)
    else:
        reply, named = list_card(waiting, known)
    told = () if waiting.question else conditions_shown(waiting, known)
    return Outcome(
        conversation=waits_for(turn, waiting),
        replies=(reply,),
        records=(RollCallKept(waiting),),
        disclosures=disclosures(waiting, named, known, told),
        drill=waiting.drill,
    )


def waits_for(turn: Turn, waiting: WaitingRollCall) -> Conversation:
    return talk_after(turn, turn.conversation.at(State.AWAITING_ROLL_CALL, incident=waiting.incident))


def talk_after(turn: Turn, conversation: Conversation) -> Conversation:
    """A sender in danger is still asked where they are, and one who tells of a stranger where that is and who: a button
    of the list changes nothing of that.
    """
    tapped = isinstance(turn.event.what, ButtonTapped)
    return turn.conversation if tapped and turn.conversation.state in _IN_DANGER else conversation


def disclosures(
    waiting: WaitingRollCall,
    named: Sequence[PersonId],
    seen: Mapping[PersonId, Visible],
    told: Sequence[PersonId] = (),
) -> tuple[Disclosure, ...]:
    """Of those whose full names the sender has not written; and of those of whom the card says how they were."""
    rows = []
    for each in dict.fromkeys((*named, *told)):
        items = frozenset({Item.NAME} if each in named else ()) | frozenset({Item.CONDITION} if each in told else ())
        if each in seen:
            rows.append(seen[each].shown(items, waiting.incident))
    return tuple(rows)


def conditions_shown(waiting: WaitingRollCall, seen: Mapping[PersonId, Visible]) -> tuple[PersonId, ...]:
    told = _told(waiting)
    alone = (each for line in told[:LINES] for each in one_told_of(line, seen))
    return tuple(each.id for each in (*alone, *differing(told, seen)))


def list_card(waiting: WaitingRollCall, seen: Mapping[PersonId, Visible]) -> tuple[Reply, list[PersonId]]:
    """Whoever needs help first; more than ten lines are counted, with a button for the others."""
    told = _told(waiting)
    shown = told[:LINES]
    count = len({person for line in told for person in line.people})
    card = Card(
        header=text("roll_call.header"),
        blocks=(
            Paragraph(text("roll_call.not_yet"), strong=True),
            *_lines(shown, seen),
            *((Paragraph(text("roll_call.more", count=len(told) - LINES)),) if len(told) > LINES else ()),
            *warning(told, seen),
            *_for_staff(waiting),
        ),
        alert=text("roll_call.alert", count=count),
        buttons=_buttons(waiting, told),
        tone=Tone.DRILL if waiting.drill else Tone.INCIDENT,
    )
    chosen = [person for line in shown if line.chosen for person in line.people]
    return card, [*chosen, *(each.id for each in differing(told, seen))]


def _told(waiting: WaitingRollCall) -> list[Line]:
    return sorted((line for line in waiting.lines if line.is_reported), key=urgency)


def _lines(shown: Sequence[Line], seen: Mapping[PersonId, Visible]) -> Iterator[Block]:
    for line in shown:
        yield entry(line, seen)
        yield from stood_before(line, seen)


def urgency(line: Line) -> int:
    return _URGENT_FIRST.get(line.condition, 2) if line.condition else 2


def _for_staff(waiting: WaitingRollCall) -> tuple[Block, ...]:
    """What is tied to nobody, and what could not be read: shown, never dropped."""
    notes = words_of_lines(line for line in waiting.lines if not line.is_reported)
    unread = words_of_lines((), waiting.unread)
    return (
        *((Paragraph(text("roll_call.to_staff", said=notes[0][:_MOST_WORDS])),) if notes else ()),
        *((Paragraph(text("roll_call.unread", said=unread[0][:_MOST_WORDS])),) if unread else ()),
    )


def _buttons(waiting: WaitingRollCall, told: Sequence[Line]) -> tuple[Button, ...]:
    return (
        Choice(text("roll_call.button.confirm"), ConfirmRollCall(waiting.id), Style.GOOD),
        *_further(waiting, told),
        Choice(text("roll_call.button.mend"), MendRollCall(waiting.id), Style.QUIET),
    )


def _further(waiting: WaitingRollCall, told: Sequence[Line]) -> tuple[Button, ...]:
    """Names that the sender did not write are shown only when asked for: each is a row in the ledger."""
    if any(line.many for line in told):
        return (Choice(text("roll_call.button.names"), ShowRollCall(waiting.id, 0)),)
    if len(told) > LINES:
        first = sum(len(line.people) for line in told[:LINES])
        return (Choice(text("roll_call.button.more"), ShowRollCall(waiting.id, first)),)
    return ()


def helped(turn: Turn, outcome: Outcome, helps: tuple[NoticeRaised, ...], waiting: WaitingRollCall | None) -> Outcome:
    """119 first; staff see each call for help at once, and the sender is told so."""
    card = not_119(turn.city, drill=False)
    told = Paragraph(text("roll_call.city_knows"), strong=True)
    for_real = (
        (Choice(text("roll_call.button.for_real"), RollCallForReal(waiting.id), Style.DANGER),)
        if waiting is not None and waiting.drill
        else ()
    )
    card = replace(card, blocks=(*card.blocks, told), buttons=(*card.buttons, *for_real))
    return replace(
        outcome,
        replies=(card, *outcome.replies)[:MAX_REPLIES],
        records=(*outcome.records, *helps),
        priority=Priority.URGENT,
    )
