"""Somebody who is not linked to a person reports: it is kept as unverified and shown to staff.

Nothing is shown back but what they just said (DESIGN.md 7): no names, no standing, no family.
"""

from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId, ReportId
from bot.core.incidents import Incident
from bot.core.replies import Reply, Say, text
from bot.core.reports import Report, Source, Standing
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.consequences import consequences
from bot.rules.emergency_call import not_119
from bot.rules.incident_meant import incident_meant, is_of_the_past
from bot.rules.notice import words_of
from bot.rules.safety import is_distress, is_in_doubt
from bot.rules.where_and_who import tells_where_and_who
from bot.topics.check_in.ask_back import ask_back
from bot.topics.check_in.next_question import ask_if_still_in_danger
from bot.topics.check_in.questions import ask_place, restated
from bot.topics.check_in.statement import Statement, read

_OF_A_CALL = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER})


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    statement = read(turn)
    incident = incident_meant(turn)
    tells_nothing = is_of_the_past(turn, incident) and not is_distress(statement.condition)
    what = turn.event.what
    if isinstance(what, TextSaid) and tells_where_and_who(turn) and statement.needs is None:
        return _named(turn, incident)
    if statement.reassures and not statement.says_something:
        kept = _still_in_danger(turn, incident, statement)
    elif statement.says_something and not tells_nothing:
        kept = _reported(turn, incident, statement)
    elif turn.conversation.state is State.AWAITING_NAME and isinstance(what, TextSaid):
        kept = _named(turn, incident)
    else:
        return ask_back(turn, incident)
    return _asked_back(turn, incident, kept) if _leaves_doubt(turn) else kept


def _leaves_doubt(turn: Turn) -> bool:
    """Beside a fact or a name, the words leave open how somebody is."""
    in_doubt = turn.understanding is not None and is_in_doubt(turn.understanding)
    return in_doubt and turn.conversation.state not in _OF_A_CALL


def _still_in_danger(turn: Turn, incident: Incident | None, statement: Statement) -> Outcome:
    state, replies = ask_if_still_in_danger(statement, incident)
    conversation = turn.conversation.at(state, incident=incident.id if incident else None)
    return Outcome(conversation, replies, drill=bool(incident and incident.drill))


def _asked_back(turn: Turn, incident: Incident | None, kept: Outcome) -> Outcome:
    asked = ask_back(turn, incident)
    return replace(asked, records=(*kept.records, *asked.records))


def _reported(turn: Turn, incident: Incident | None, statement: Statement) -> Outcome:
    report = replace(
        _report(turn, incident),
        means=statement.means,
        condition=statement.condition,
        whereabouts=statement.whereabouts,
        refuge=statement.refuge,
        needs=statement.needs,
        spot=statement.spot,
    )
    state, replies = ask_if_still_in_danger(statement, incident) if statement.reassures else _next(turn, report)
    follows = consequences(report, _danger_before(turn), None, turn.now)
    return Outcome(
        conversation=turn.conversation.at(state, incident=report.incident),
        replies=replies,
        records=follows.records,
        drill=report.drill,
        priority=follows.priority,
    )


def _danger_before(turn: Turn) -> Standing:
    """All that is known of somebody unlinked: that we are waiting for the place of their distress."""
    waiting = turn.conversation.state in _OF_A_CALL
    return Standing(condition=Condition.NEEDS_RESCUE) if waiting else Standing()


def _named(turn: Turn, incident: Incident | None) -> Outcome:
    """Who it is and where, in the sender's own words, for staff to match."""
    report = _report(turn, incident)
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Say(text("unlinked.thanks", phone=turn.city.phone)),),
        records=consequences(report, Standing(), None, turn.now).records,
        drill=report.drill,
    )


def _next(turn: Turn, report: Report) -> tuple[State, tuple[Reply, ...]]:
    who = Say(text("unlinked.who_are_you"))
    if report.condition is Condition.NEEDS_RESCUE:
        opening = (not_119(turn.city, drill=report.drill), Say(text("rescue.passed_on_city")))
        return (
            (State.AWAITING_NAME, (*opening, who)) if report.spot else (State.AWAITING_PLACE, (*opening, ask_place()))
        )
    if report.condition is None:
        return State.AWAITING_NAME, (Say(text("unlinked.received")), who)
    return State.AWAITING_NAME, (*restated(Standing(condition=report.condition), report.incident), who)


def _report(turn: Turn, incident: Incident | None) -> Report:
    return Report(
        id=ReportId(turn.new_id("report")),
        about=None,
        incident=incident.id if incident else None,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        reporter=None,
        source=Source.UNVERIFIED,
        label="",
        means=read(turn).means,
        said_at=turn.event.occurred_at,
        note=words_of(turn),
        district=_district(turn, incident),
    )


def _district(turn: Turn, incident: Incident | None) -> DistrictId | None:
    """The one that the sender names; or where an incident concerns one district alone, that is where they count."""
    named = turn.understanding.named(SlotKind.DISTRICT) if turn.understanding else ()
    if len(named) == 1:
        return DistrictId(named[0])
    return incident.districts[0] if incident and len(incident.districts) == 1 else None
