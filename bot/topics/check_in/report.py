"""A person says how they are: recorded, counted and passed on at once, then one short question at a time."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import ReportId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.replies import Say, Text, text
from bot.core.reports import Report, Source, Standing
from bot.core.requests import Circle, CircleOf
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.consequences import consequences, is_passed_on
from bot.rules.telling import tell
from bot.topics.check_in.ask_back import ask_back
from bot.topics.check_in.next_question import next_question
from bot.topics.check_in.statement import Statement, is_for_real, read


def handle(turn: Turn) -> Topic[Outcome]:
    """For a person who is linked; somebody unlinked has a topic of their own."""
    assert turn.person is not None
    statement = read(turn)
    incident = None if is_for_real(turn, statement) else _incident(turn)
    before = _standing_before(turn, incident)
    if not (statement.says_something or statement.skipped):
        if before.condition is Condition.NEEDS_RESCUE and isinstance(turn.event.what, TextSaid):
            return next_question(turn, incident, before, (), statement)
        return ask_back(turn, incident)
    circle = yield from ask(CircleOf(turn.person.id))
    circle = circle or Circle(turn.person)
    report = _report(turn, turn.person, incident, statement, before)
    if _is_old_news(report, before):
        return _old_news(turn, report, before)
    after = _standing_after(before, report)
    outcome = next_question(turn, incident, after, _who_knows(circle, report, after, turn), statement)
    return _recorded(turn, outcome, report, before, circle) if statement.says_something else outcome


def _is_old_news(report: Report, before: Standing) -> bool:
    """Said before what stands was said, and delivered late (line.md 1.7)."""
    return report.condition is not None and before.said_at is not None and report.said_at < before.said_at


def _old_news(turn: Turn, report: Report, before: Standing) -> Outcome:
    """Kept and shown to staff; nobody is told of it as if it were new."""
    standing = text(f"condition.{before.condition or Condition.UNKNOWN}")
    said = text("receipt.late", at=report.said_at, condition=text(f"condition.{report.condition}"), standing=standing)
    records = consequences(report, before, None, turn.now).records
    return Outcome(turn.conversation, (Say(said),), records, drill=report.drill)


def _recorded(turn: Turn, outcome: Outcome, report: Report, before: Standing, circle: Circle) -> Outcome:
    """The same outcome, with the report kept, passed on and shown to staff."""
    follows = consequences(report, before, circle, turn.now)
    return replace(outcome, records=follows.records, messages=follows.messages, priority=follows.priority)


def _who_knows(circle: Circle, report: Report, after: Standing, turn: Turn) -> tuple[Text, ...]:
    """Those who are told of what stands now, whether this turn tells them or an earlier one did."""
    whole = replace(report, condition=after.condition)
    return tell(circle, whole, Standing(), turn.now).known_by if is_passed_on(whole, Standing()) else ()


def _incident(turn: Turn) -> Incident | None:
    """The open incident that the tap or the open question belongs to; the foremost otherwise.

    A button of an incident that is over leads to the foremost open one: better asked twice than lost.
    """
    named: str | None = None
    if isinstance(turn.event.what, ButtonTapped):
        named = getattr(turn.event.what.tap, "incident", None)
    return turn.incident_with(named or turn.conversation.incident) or turn.incident


def _standing_before(turn: Turn, incident: Incident | None) -> Standing:
    check_in = turn.check_in_of(incident)
    return check_in.standing if check_in is not None else Standing()


def _report(turn: Turn, person: Person, incident: Incident | None, statement: Statement, before: Standing) -> Report:
    needs = statement.needs
    if needs:
        needs = tuple(dict.fromkeys((*(before.needs or ()), *needs)))
    return Report(
        id=ReportId(turn.new_id("report")),
        about=person.id,
        incident=incident.id if incident else None,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        reporter=person.id,
        source=Source.SELF,
        label="",
        means=statement.means,
        said_at=turn.event.occurred_at,
        condition=statement.condition,
        whereabouts=statement.whereabouts,
        needs=needs,
        spot=statement.spot,
    )


def _standing_after(before: Standing, report: Report) -> Standing:
    """What this person's own word makes of it; the store works it out again from all reports."""
    return replace(
        before,
        condition=report.condition or before.condition,
        whereabouts=report.whereabouts or before.whereabouts,
        needs=before.needs if report.needs is None else report.needs,
        spot=report.spot or before.spot,
    )
