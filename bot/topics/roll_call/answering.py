"""Taps and short answers while a list waits: choosing, looking through it, mending it, dropping it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.core.ask import Topic
from bot.core.ids import NoticeId, PersonId
from bot.core.people import Person
from bot.core.records import NoticeKind, NoticeRaised, Priority, RollCallEnded
from bot.core.replies import Ask, Block, Card, Choice, Paragraph, Say, Style, Tone, text
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.taps import ConfirmRollCall, DropRollCall, MendRollCall, ShowRollCall
from bot.core.turn import Outcome, Turn
from bot.rules.emergency_call import not_119
from bot.rules.notice import MAX_WORDS
from bot.rules.roll_call.choosing import chosen, not_known
from bot.rules.roll_call.choosing import nobody as nobody_of
from bot.rules.roll_call.seeing import Visible
from bot.rules.safety import is_distress
from bot.topics.roll_call.before import in_words
from bot.topics.roll_call.showing import LINES, disclosures, shown_back, talk_after, urgency, waits_for
from bot.topics.roll_call.whom import seen_now
from bot.topics.roll_call.words import named, said_of


def tapped(
    turn: Turn, sender: Person, waiting: WaitingRollCall, line_id: str, person: PersonId | None, size: int
) -> Topic[Outcome]:
    """An option that is not asked about any more changes nothing; the list is shown as it stands."""
    line = waiting.line(line_id)
    if line is None or not line.is_open:
        return (yield from _again(turn, sender, waiting))
    if person is None:
        return (yield from _again(turn, sender, not_known(waiting, line)))
    option = next((each for each in line.options if each[0] == person and len(each) == size), None)
    return (yield from _again(turn, sender, chosen(waiting, line, option) if option else waiting))


def choose(
    turn: Turn, sender: Person, waiting: WaitingRollCall, line_id: str, option: tuple[PersonId, ...]
) -> Topic[Outcome]:
    return (yield from tapped(turn, sender, waiting, line_id, option[0], len(option)))


def nobody(turn: Turn, sender: Person, waiting: WaitingRollCall, line_id: str) -> Topic[Outcome]:
    line = waiting.line(line_id)
    after = nobody_of(waiting, line) if line is not None and line.taking_out else waiting
    return (yield from _again(turn, sender, after))


def _again(turn: Turn, sender: Person, waiting: WaitingRollCall) -> Topic[Outcome]:
    seen = yield from seen_now(turn, sender, waiting)
    return shown_back(turn, waiting, seen)


def mend(turn: Turn, waiting: WaitingRollCall) -> Outcome:
    """Whatever is written next replaces what was said of the same people."""
    choices = (
        Choice(text("roll_call.button.confirm"), ConfirmRollCall(waiting.id), Style.GOOD),
        Choice(text("roll_call.button.drop"), DropRollCall(waiting.id), Style.WARNING),
    )
    return Outcome(waits_for(turn, waiting), (Ask(text("roll_call.mend"), choices),), drill=waiting.drill)


def dropped(turn: Turn, waiting: WaitingRollCall) -> Outcome:
    """What staff were shown of calls for help stays there."""
    ended = RollCallEnded(turn.conversation.id)
    conversation = talk_after(turn, turn.conversation.idle())
    return Outcome(conversation, (Say(text("roll_call.dropped")),), (ended,), drill=waiting.drill)


def page(turn: Turn, sender: Person, waiting: WaitingRollCall, start: int) -> Topic[Outcome]:
    """Statement by statement, with the names; each name shown has its row in the ledger."""
    seen = {each.id: each for each in (yield from seen_now(turn, sender, waiting))}
    told = sorted((line for line in waiting.lines if line.is_reported), key=urgency)
    people = [(seen[person], line) for line in told for person in line.people if person in seen]
    start = max(0, min(start, len(people) - 1)) if people else 0
    shown = people[start : start + LINES]
    rest = len(people) - start - len(shown)
    more = (Choice(text("roll_call.button.more"), ShowRollCall(waiting.id, start + LINES)),) if rest > 0 else ()
    card = Card(
        header=text("roll_call.names"),
        blocks=(
            *_by_line(shown),
            *((Paragraph(text("roll_call.more", count=rest)),) if rest > 0 else ()),
        ),
        alert=text("roll_call.names"),
        buttons=(
            *more,
            Choice(text("roll_call.button.confirm"), ConfirmRollCall(waiting.id), Style.GOOD),
            Choice(text("roll_call.button.mend"), MendRollCall(waiting.id), Style.QUIET),
        ),
        tone=Tone.DRILL if waiting.drill else Tone.INCIDENT,
    )
    return Outcome(
        conversation=waits_for(turn, waiting),
        replies=(card,),
        disclosures=disclosures(waiting, _ids(shown), seen, _with_before(shown)),
        drill=waiting.drill,
    )


def _by_line(shown: Sequence[tuple[Visible, Line]]) -> Iterable[Block]:
    for _, group in groupby(shown, key=lambda each: each[1].id):
        people = list(group)
        yield said_of(people[0][1])
        yield from (named(person, line) for person, line in people)


def _with_before(shown: Sequence[tuple[Visible, Line]]) -> list[PersonId]:
    """Beside whose names stands how they were said to be before."""
    return [person.id for person, line in shown if in_words(person, line) is not None]


def _ids(shown: Sequence[tuple[Visible, object]]) -> list[PersonId]:
    return [person.id for person, _ in shown]


def for_real(turn: Turn, waiting: WaitingRollCall) -> Outcome:
    """In the middle of a drill: each call for help in the list is real, whatever becomes of the list (promise 5)."""
    calls = [line for line in waiting.lines if is_distress(line.condition)]
    raised = tuple(
        NoticeRaised(
            id=NoticeId(turn.new_id("roll_call_real", number)),
            kind=NoticeKind.RESCUE,
            at=turn.now,
            drill=False,
            conversation=turn.conversation.id,
            about=line.people[0] if len(line.people) == 1 and not line.is_open else None,
            words=line.words[:MAX_WORDS],
        )
        for number, line in enumerate(calls)
    )
    passed_on = Say(text("neighbour.passed_on"))
    return Outcome(turn.conversation, (not_119(turn.city, drill=False), passed_on), raised, priority=Priority.URGENT)
