"""Answering for somebody: four fifths of real reports come from kin. Only for those whom the sender really follows."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import ButtonTapped, LocationShared, TextSaid
from bot.core.ids import PersonId, ReportId
from bot.core.incidents import Incident
from bot.core.people import Person, RelationKind
from bot.core.reports import Means, Report, Source, Spot, Standing
from bot.core.requests import CircleOf, FollowedBy
from bot.core.taps import ChooseRelative, ReportCondition, ReportEvacuated
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Whereabouts
from bot.rules.calling import Relative, relatives
from bot.rules.consent import Moment, Recipient
from bot.rules.consequences import consequences
from bot.rules.kinship import meant
from bot.rules.safety import Reading, reading
from bot.topics.family.choosing import choose_condition, choose_person, nobody_followed
from bot.topics.family.neighbour import about_a_stranger
from bot.topics.family.receipt import receipt, to_the_person

_SOURCES = {
    RelationKind.FAMILY: Source.FAMILY,
    RelationKind.SUPPORTER: Source.SUPPORTER,
    RelationKind.CARE_MANAGER: Source.SUPPORTER,
}
_MAX_PLACE = 200


def handle(turn: Turn) -> Topic[Outcome]:
    if turn.person is None:
        return about_a_stranger(turn)
    incident = _incident(turn)
    followed = yield from ask(FollowedBy(turn.person.id, incident.id if incident else None))
    moment = Moment(turn.now, bool(incident and incident.drill), followed[0].emergencies if followed else ())
    visible = relatives(followed, Recipient(turn.person, turn.roles), moment, incident.id if incident else None)
    candidates = _candidates(turn, visible)
    said = _said(turn)
    if said is None or len(candidates) != 1:
        return _which(turn, visible, candidates, incident)
    return (yield from _report(turn, turn.person, candidates[0], incident, said))


def _incident(turn: Turn) -> Incident | None:
    named: str | None = None
    if isinstance(turn.event.what, ButtonTapped):
        named = getattr(turn.event.what.tap, "incident", None)
    return turn.incident_with(named or turn.conversation.incident) or turn.incident


def _candidates(turn: Turn, visible: tuple[Relative, ...]) -> tuple[Relative, ...]:
    """Whom this can be about, of those the sender may answer for."""
    wanted = _wanted(turn)
    if wanted is not None:
        return tuple(each for each in visible if each.followed.person.id == wanted)
    people = turn.understanding.people if turn.understanding else ()
    named = meant(people, tuple(each.followed for each in visible))
    return tuple(each for each in visible if each.followed in named)


def _wanted(turn: Turn) -> PersonId | None:
    """The person that the button names, or that the open question is about."""
    match turn.event.what:
        case ButtonTapped(ReportCondition(about=about) | ReportEvacuated(about=about)):
            return about
        case ButtonTapped(ChooseRelative(person=person)):
            return person
        case ButtonTapped():
            return None
        case _:
            named = turn.understanding is not None and turn.understanding.people
            return None if named else turn.conversation.about


def _said(turn: Turn) -> Report | None:
    """The statement as a blank report, or None where no condition (or place asked for) was said."""
    blank = _blank(turn)
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition=condition)):
            return replace(blank, means=Means.BUTTON, condition=condition)
        case ButtonTapped(ReportEvacuated()):
            return replace(blank, means=Means.BUTTON, condition=Condition.SAFE, whereabouts=Whereabouts.SHELTER)
        case LocationShared(latitude, longitude, label):
            return replace(blank, means=Means.LOCATION, spot=Spot(latitude, longitude, label))
        case TextSaid(words):
            return _worded(turn, blank, words)
        case _:
            return None


def _worded(turn: Turn, blank: Report, words: str) -> Report | None:
    understood = turn.understanding
    if understood is not None and reading(understood) is Reading.RECORD:
        needs = understood.needs or None
        return replace(blank, condition=understood.condition, whereabouts=understood.whereabouts, needs=needs)
    if turn.conversation.state is State.AWAITING_PLACE:
        return replace(blank, spot=Spot(words=words.strip()[:_MAX_PLACE] or None))
    return None


def _blank(turn: Turn) -> Report:
    incident = _incident(turn)
    return Report(
        id=ReportId(turn.new_id("report")),
        about=None,
        incident=incident.id if incident else None,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        reporter=turn.person.id if turn.person else None,
        source=Source.FAMILY,
        label="",
        means=Means.WORDS,
        said_at=turn.event.occurred_at,
    )


def _which(
    turn: Turn, visible: tuple[Relative, ...], candidates: tuple[Relative, ...], incident: Incident | None
) -> Outcome:
    """Not yet clear whom it is about, or how they are: one question."""
    condition = _sure_condition(turn)
    if len(candidates) == 1:
        return choose_condition(turn, candidates[0], incident)
    if candidates:
        return choose_person(turn, candidates, incident, condition)
    if isinstance(turn.event.what, TextSaid):
        return about_a_stranger(turn)
    return choose_person(turn, visible, incident, None) if visible else nobody_followed(turn)


def _sure_condition(turn: Turn) -> Condition | None:
    understood = turn.understanding
    if understood is None or reading(understood) is not Reading.RECORD:
        return None
    return understood.condition


def _report(turn: Turn, sender: Person, relative: Relative, incident: Incident | None, said: Report) -> Topic[Outcome]:
    """Recorded as a proxy report with the relation; told to the others, and to the person."""
    followed, relation = relative.followed, relative.followed.relation
    report = replace(said, about=followed.person.id, source=_SOURCES[relation.kind], label=relation.label)
    before = followed.check_in.standing if followed.check_in else Standing()
    circle = yield from ask(CircleOf(followed.person.id))
    follows = consequences(report, before, circle, turn.now)
    outcome = receipt(turn, relative, report, before, incident)
    return replace(
        outcome,
        records=follows.records,
        messages=(*follows.messages, *to_the_person(followed, report, sender)),
        priority=follows.priority,
    )
