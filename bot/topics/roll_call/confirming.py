"""The confirming tap: one report for each person, told on as any proxy's answer is, and a receipt with counts."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.records import NoticeRaised, Priority, Record, RollCallEnded
from bot.core.replies import Bar, Block, Card, Choice, Paragraph, Say, Style, Tone, text
from bot.core.reports import Report
from bot.core.requests import Circle, CircleOf, CirclesOf
from bot.core.roll_calls import WaitingRollCall
from bot.core.taps import AskSummary, StartReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.consequences import Consequences, consequences
from bot.rules.leading import asks_about_districts
from bot.rules.roll_call.reporting import calls_named, notes_for_staff, reports_of
from bot.rules.roll_call.seeing import Visible
from bot.topics.roll_call.showing import shown_back, talk_after
from bot.topics.roll_call.telling_people import to_the_person
from bot.topics.roll_call.whom import seen_now, still_open


def confirm(turn: Turn, sender: Person, waiting: WaitingRollCall) -> Topic[Outcome]:
    """While a question is open it is asked again; a list of an incident that is over goes to staff."""
    seen = yield from seen_now(turn, sender, waiting)
    if still_open(turn, waiting) is None:
        return _too_late(turn, waiting)
    if waiting.question is not None:
        return shown_back(turn, waiting, seen)
    known = {each.id: each for each in seen}
    reports = reports_of(turn, waiting, known)
    circles = yield from ask(CirclesOf(tuple(each.about for each in reports if each.about)))
    around = {each.person.id: each for each in circles}
    own = yield from ask(CircleOf(sender.id))
    follows = [_follows(turn, each, known, around, own) for each in reports]
    notes = notes_for_staff(turn, waiting, known)
    return Outcome(
        conversation=talk_after(turn, turn.conversation.idle()),
        replies=(_receipt(turn, waiting, reports, notes),),
        records=(
            *(each for some in follows for each in some.records),
            *notes,
            *calls_named(waiting, known),
            RollCallEnded(waiting.conversation),
        ),
        messages=tuple(each for some in follows for each in some.messages),
        drill=waiting.drill,
        priority=Priority.URGENT if any(each.priority is Priority.URGENT for each in follows) else Priority.NORMAL,
    )


def _follows(
    turn: Turn, report: Report, seen: dict[PersonId, Visible], around: dict[PersonId, Circle], sender: Circle | None
) -> Consequences:
    assert report.about is not None
    before = seen[report.about].neighbour.standing
    follows = consequences(report, before, around.get(report.about), turn.now)
    news = report.condition is not None and report.condition is not before.condition
    return replace(follows, messages=(*follows.messages, to_the_person(turn, report, sender))) if news else follows


def _too_late(turn: Turn, waiting: WaitingRollCall) -> Outcome:
    records: tuple[Record, ...] = (*notes_for_staff(turn, waiting, {}), RollCallEnded(waiting.conversation))
    conversation = talk_after(turn, turn.conversation.idle())
    return Outcome(conversation, (Say(text("roll_call.too_late")),), records, drill=waiting.drill)


def _receipt(
    turn: Turn, waiting: WaitingRollCall, reports: tuple[Report, ...], notes: tuple[NoticeRaised, ...]
) -> Card:
    header = text("roll_call.received", count=len(reports)) if reports else text("roll_call.received.notes")
    area = (Choice(text("button.summary"), AskSummary()),) if asks_about_districts(turn.roles) else ()
    own = (Choice(text("button.start_report"), StartReport(), Style.QUIET),) if turn.incident is not None else ()
    return Card(
        header=header,
        blocks=(
            *_counts(reports),
            *((Paragraph(text("roll_call.noted")),) if notes else ()),
            Paragraph(text("roll_call.thanks" if asks_about_districts(turn.roles) else "roll_call.thanks.kin")),
        ),
        alert=header,
        buttons=(*area, *own),
        tone=Tone.DRILL if waiting.drill else Tone.CALM,
    )


def _counts(reports: tuple[Report, ...]) -> tuple[Block, ...]:
    total = len(reports)
    styles = {
        Condition.NEEDS_RESCUE: Style.DANGER,
        Condition.INJURED: Style.WARNING,
        Condition.SAFE: Style.GOOD,
        Condition.UNKNOWN: Style.QUIET,
    }
    counted = [(each, sum(report.condition is each for report in reports)) for each in styles]
    bars = [Bar(text(f"condition.{each}"), count, total, styles[each]) for each, count in counted if count]
    absent = sum(report.condition is None for report in reports)
    return (*bars, *((Bar(text("roll_call.without_condition"), absent, total, Style.QUIET),) if absent else ()))
