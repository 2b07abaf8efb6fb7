"""What the proxy reads back, and what the person is told: somebody has answered for you."""

from bot.core.consents import Disclosure
from bot.core.conversation import State
from bot.core.ids import IncidentId
from bot.core.people import Person
from bot.core.records import Message, Priority
from bot.core.replies import Ask, Choice, Reply, Say, Style, Text, text
from bot.core.reports import Report, Standing
from bot.core.requests import Followed
from bot.core.taps import AnswerForFamily, ChangeReport, StartReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.calling import Relative
from bot.rules.consequences import contradicts
from bot.rules.emergency_call import not_119
from bot.rules.kinship import polite
from bot.rules.news import statement, with_who_said_it
from bot.topics.family import asked_where
from bot.topics.family.worrying import condition_shown


def receipt(turn: Turn, relative: Relative, report: Report, before: Standing) -> Outcome:
    state, replies = _replies(turn, relative, report, before)
    id_, about = report.incident, relative.followed.person.id
    idle = state is State.IDLE
    differs = _what_stood(turn, relative, report, before)
    rows = (relative.disclosure,) if relative.disclosure else ()
    if differs is not None:
        said, row = differs
        replies, rows = (Say(said), *replies), (row,)
    return Outcome(
        conversation=turn.conversation.idle() if idle else turn.conversation.at(state, about=about, incident=id_),
        replies=replies,
        disclosures=rows,
        drill=report.drill,
    )


def _what_stood(turn: Turn, relative: Relative, report: Report, before: Standing) -> tuple[Text, Disclosure] | None:
    """Where this differs from a call for help: what was said before, by whom and when, if the sender may know it."""
    if turn.person is None or not (relative.is_related and contradicts(report, before)):
        return None
    row = condition_shown(turn, turn.person, relative)
    if row is None:
        return None
    said = with_who_said_it(text(f"condition.{before.condition}"), before)
    return text("roll_call.before", said=said), row


def _replies(turn: Turn, relative: Relative, report: Report, before: Standing) -> tuple[State, tuple[Reply, ...]]:
    if report.condition is Condition.NEEDS_RESCUE:
        return State.AWAITING_PLACE, (
            not_119(turn.city, drill=report.drill, about=report.about),
            Say(text("proxy.rescue_passed_on")),
            asked_where.question(relative),
        )
    if report.condition is None:
        return State.IDLE, (Say(text("rescue.place_received")),)
    contested = relative.is_related and contradicts(report, before)
    words = "proxy.contested" if contested else "proxy.received"
    said = text(words, person=relative.called, condition=statement(report))
    return State.IDLE, (Ask(said, _further(report.incident)),)


def _further(id_: IncidentId | None) -> tuple[Choice, ...]:
    return (
        Choice(text("button.for_another"), AnswerForFamily(id_), Style.QUIET),
        Choice(text("button.start_report"), StartReport(), Style.QUIET),
    )


def to_the_person(followed: Followed, report: Report, sender: Person) -> tuple[Message, ...]:
    """By the person's own relation to the sender (娘さん), which is no datum of the sender's that they do not know."""
    if report.condition is None or report.about == sender.id:
        return ()
    word, condition = polite(report.label), statement(report)
    unnamed = text("proxy.told_person_unnamed", condition=condition, at=report.said_at)
    said = unnamed if word is None else text("proxy.told_person", label=word, condition=condition, at=report.said_at)
    change = Choice(text("button.not_so"), ChangeReport(report.incident), Style.QUIET)
    return (
        Message(
            to=followed.person.id,
            replies=(Ask(said, (change,)),),
            priority=Priority.NORMAL,
            drill=report.drill,
            incident=report.incident,
        ),
    )
