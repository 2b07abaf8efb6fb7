"""A person says how they are: recorded, counted and passed on at once, then one short question at a time."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.ids import ReportId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import Priority
from bot.core.replies import Say, text
from bot.core.reports import Report, Source, Standing
from bot.core.requests import Circle, CircleOf
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.asking_again import ask_to_share, left_out
from bot.rules.consequences import consequences, is_passed_on
from bot.rules.incident_meant import incident_meant, is_of_the_past, says_in_earnest
from bot.rules.notice import words_of
from bot.rules.safety import is_distress, is_in_doubt, is_overtaken
from bot.rules.telling import Told, tell
from bot.topics.check_in.ask_back import ask_back
from bot.topics.check_in.next_question import next_question
from bot.topics.check_in.statement import Statement, read


def handle(turn: Turn) -> Topic[Outcome]:
    """For a person who is linked; somebody unlinked has a topic of their own."""
    assert turn.person is not None
    statement = read(turn)
    incident = incident_meant(turn)
    before = _standing_before(turn, incident)
    if not (statement.says_something or statement.skipped):
        if before.condition is Condition.NEEDS_RESCUE and isinstance(turn.event.what, TextSaid):
            return next_question(turn, incident, before, Told(), statement)
        return ask_back(turn, incident)
    if is_of_the_past(turn, incident) and not is_distress(statement.condition):
        return ask_back(turn, incident)
    circle = yield from ask(CircleOf(turn.person.id))
    circle = circle or Circle(turn.person)
    report = _report(turn, turn.person, incident, statement, before)
    if is_overtaken(report, before):
        return _old_news(turn, report, before)
    outcome = _answer(turn, incident, report, before, circle, statement)
    return _recorded(turn, outcome, report, before, circle) if statement.says_something else outcome


def _answer(
    turn: Turn, incident: Incident | None, report: Report, before: Standing, circle: Circle, statement: Statement
) -> Outcome:
    """The next question; how they are, where the words hold a fact and, beside it, a doubt of that (promise 3)."""
    if _leaves_doubt(turn, before):
        return ask_back(turn, incident)
    after = _standing_after(before, report)
    outcome = next_question(turn, incident, after, _who_knows(circle, report, after, turn), statement)
    return _asked_first(turn, outcome, circle, replace(report, condition=after.condition))


def _asked_first(turn: Turn, outcome: Outcome, circle: Circle, report: Report) -> Outcome:
    """Whoever wants to be asked each time is: at the first word, before any other question, and at the receipt."""
    waiting = left_out(circle, report, Standing(), turn.now).known_by
    is_open = outcome.conversation.state is not State.IDLE
    if not waiting or (is_open and turn.conversation.state is outcome.conversation.state):
        return outcome
    if is_open and report.whereabouts is None and report.needs is None:
        return replace(outcome, replies=(*outcome.replies[:-1], ask_to_share(waiting, report.incident)))
    return outcome if is_open else replace(outcome, replies=(*outcome.replies, ask_to_share(waiting, report.incident)))


def _leaves_doubt(turn: Turn, before: Standing) -> bool:
    in_doubt = turn.understanding is not None and is_in_doubt(turn.understanding)
    return in_doubt and before.condition is not Condition.NEEDS_RESCUE and not says_in_earnest(turn)


def _old_news(turn: Turn, report: Report, before: Standing) -> Outcome:
    """Kept and shown to staff; nobody is told of it as if it were new."""
    standing = text(f"condition.{before.condition or Condition.UNKNOWN}")
    said = text("receipt.late", at=report.said_at, condition=text(f"condition.{report.condition}"), standing=standing)
    records = consequences(report, before, None, turn.now).records
    return Outcome(turn.conversation, (Say(said),), records, drill=report.drill)


def _recorded(turn: Turn, outcome: Outcome, report: Report, before: Standing, circle: Circle) -> Outcome:
    """The same outcome, with the report kept, passed on and shown to staff."""
    follows = consequences(report, before, circle, turn.now)
    records = (*follows.records, *outcome.records)
    return replace(
        outcome, records=records, messages=follows.messages, priority=_first(follows.priority, outcome.priority)
    )


def _first(*priorities: Priority) -> Priority:
    return Priority.URGENT if Priority.URGENT in priorities else Priority.NORMAL


def _who_knows(circle: Circle, report: Report, after: Standing, turn: Turn) -> Told:
    """Those who are told of what stands now, and how much, whether this turn tells them or an earlier one did."""
    whole = replace(
        report, condition=after.condition, whereabouts=after.whereabouts, refuge=after.refuge, needs=after.needs
    )
    return tell(circle, whole, Standing(), turn.now) if is_passed_on(whole, Standing()) else Told()


def _standing_before(turn: Turn, incident: Incident | None) -> Standing:
    check_in = turn.check_in_of(incident)
    standing = check_in.standing if check_in is not None else Standing()
    if standing.condition is None and _called_outside(turn):
        return replace(standing, condition=Condition.NEEDS_RESCUE)
    return standing


def _called_outside(turn: Turn) -> bool:
    """What is asked is of a call for help that belongs to no incident that is open: it stands all the same."""
    waiting = turn.conversation.state in (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER)
    return waiting and turn.incident_with(turn.conversation.incident) is None


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
        refuge=statement.refuge,
        needs=needs,
        spot=statement.spot,
        note=words_of(turn) if is_distress(statement.condition) else None,
    )


def _standing_after(before: Standing, report: Report) -> Standing:
    """What this person's own word makes of it; the store works it out again from all reports."""
    return replace(
        before,
        condition=report.condition or before.condition,
        whereabouts=report.whereabouts or before.whereabouts,
        refuge=report.refuge if report.whereabouts else before.refuge,
        needs=before.needs if report.needs is None else report.needs,
        spot=report.spot or before.spot,
    )
