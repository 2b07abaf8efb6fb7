"""Answering for somebody: four fifths of real reports come from kin. Only for those whom the sender really follows."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.conversation import State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import PersonId
from bot.core.people import Person, RelationKind
from bot.core.records import NoticeKind, Priority
from bot.core.reports import Report, Source, Standing
from bot.core.requests import CircleOf, FollowedBy
from bot.core.taps import ChooseRelative, ReportCondition, ReportEvacuated, ReportForReal
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.calling import Relative, on_the_same_phone, relatives
from bot.rules.consequences import consequences
from bot.rules.emergency_call import not_119
from bot.rules.incident_meant import incident_meant, is_of_the_past
from bot.rules.kinship import meant
from bot.rules.notice import notice, words_of
from bot.rules.safety import Reading, is_distress, reading
from bot.topics.family import asked_where, grave
from bot.topics.family.choosing import choose_condition, choose_person, nobody_followed
from bot.topics.family.neighbour import about_a_stranger
from bot.topics.family.receipt import receipt, to_the_person
from bot.topics.family.statement import said_of_them

_SOURCES = {
    RelationKind.FAMILY: Source.FAMILY,
    RelationKind.SUPPORTER: Source.SUPPORTER,
    RelationKind.CARE_MANAGER: Source.SUPPORTER,
}


def handle(turn: Turn) -> Topic[Outcome]:
    if turn.person is None:
        return about_a_stranger(turn)
    followed = yield from ask(FollowedBy(turn.person.id))
    visible = relatives(turn, turn.person, followed)
    sharers = on_the_same_phone(turn, turn.person, visible)
    candidates = _candidates(turn, visible, sharers)
    place_is_asked = asked_where.is_place_asked_of(turn, candidates)
    said = said_of_them(turn, place_is_asked=place_is_asked)
    is_grave = grave.is_grave(turn) and not (said and said.condition is Condition.NEEDS_RESCUE)
    if is_grave and len(candidates) == 1 and (said is None or grave.is_of_nothing_else(turn)):
        return grave.passed_on(turn, candidates[0])
    if said is None or len(candidates) != 1 or _is_of_the_past(turn, candidates[0], said):
        return _which(turn, visible, candidates)
    outcome = yield from _report(turn, turn.person, candidates[0], said)
    if is_grave:
        return grave.with_staff_told(turn, candidates[0], outcome)
    is_of_another = turn.conversation.state is State.AWAITING_PLACE and not place_is_asked
    return asked_where.stays_asked(turn, outcome, (*visible, *sharers)) if is_of_another else outcome


def _is_of_the_past(turn: Turn, relative: Relative, said: Report) -> bool:
    return is_of_the_past(turn, relative.incident) and not is_distress(said.condition)


def _candidates(turn: Turn, visible: tuple[Relative, ...], sharers: tuple[Relative, ...]) -> tuple[Relative, ...]:
    """Whom this can be about, of those the sender may answer for; who only shares the phone, where that is plain."""
    wanted = _wanted(turn)
    if wanted is not None:
        return tuple(each for each in (*visible, *sharers) if each.followed.person.id == wanted)
    named = meant(turn.understanding, tuple(each.followed for each in visible))
    return tuple(each for each in visible if each.followed in named)


def _wanted(turn: Turn) -> PersonId | None:
    """The person that the button names, or that the open question is about."""
    match turn.event.what:
        case ButtonTapped(ReportCondition(about=about) | ReportEvacuated(about=about) | ReportForReal(about=about)):
            return about
        case ButtonTapped(ChooseRelative(person=person)):
            return person
        case ButtonTapped():
            return None
        case _:
            named = turn.understanding is not None and turn.understanding.people
            return None if named and not asked_where.names_a_place(turn) else turn.conversation.about


def _which(turn: Turn, visible: tuple[Relative, ...], candidates: tuple[Relative, ...]) -> Outcome:
    """Not yet clear whom it is about, or how they are: one question. A cry for help is shown to staff meanwhile."""
    if len(candidates) == 1 and asked_where.stays_open(turn, candidates[0]):
        return asked_where.again(turn, candidates[0])
    if len(candidates) == 1:
        return _shown_to_staff(turn, choose_condition(turn, candidates[0]), candidates[0])
    if candidates:
        return _shown_to_staff(turn, choose_person(turn, candidates, _sure_condition(turn)))
    if isinstance(turn.event.what, TextSaid):
        return about_a_stranger(turn)
    return choose_person(turn, visible, None) if visible else nobody_followed(turn)


def _shown_to_staff(turn: Turn, outcome: Outcome, relative: Relative | None = None) -> Outcome:
    """Whoever is asked back may never answer (promise 3)."""
    if turn.understanding is None or not (is_distress(turn.understanding.condition) or grave.is_grave(turn)):
        return outcome
    incident = relative.incident if relative else incident_meant(turn)
    about = relative.followed.person.id if relative else None
    possible = notice(turn, NoticeKind.POSSIBLE_DISTRESS, incident, about)
    warning = not_119(turn.city, drill=possible.drill, about=about)
    return replace(outcome, replies=(warning, *outcome.replies), records=(possible,), priority=Priority.URGENT)


def _sure_condition(turn: Turn) -> Condition | None:
    understood = turn.understanding
    if understood is None or reading(understood) is not Reading.RECORD:
        return None
    return understood.condition


def _report(turn: Turn, sender: Person, relative: Relative, said: Report) -> Topic[Outcome]:
    """Recorded as a proxy report with the relation; told to the others, and to the person."""
    followed, relation, incident = relative.followed, relative.followed.relation, relative.incident
    report = replace(
        said,
        about=followed.person.id,
        incident=incident.id if incident else None,
        drill=bool(incident and incident.drill),
        source=_SOURCES[relation.kind],
        label="" if sender.disclosure_block else relation.label,
        note=words_of(turn) if is_distress(said.condition) else None,
    )
    before = _standing_before(turn, relative)
    circle = yield from ask(CircleOf(followed.person.id))
    follows = consequences(report, before, circle, turn.now)
    outcome = receipt(turn, relative, report, before)
    return replace(
        outcome,
        records=follows.records,
        messages=(*follows.messages, *to_the_person(followed, report, sender)),
        priority=follows.priority,
    )


def _standing_before(turn: Turn, relative: Relative) -> Standing:
    """Where their place is asked for, and the call for help belongs to no incident that is open, it stands too."""
    check_in = relative.followed.check_in_of(relative.incident)
    standing = check_in.standing if check_in else Standing()
    outside = turn.conversation.incident not in {each.id for each in relative.followed.incidents}
    if standing.condition is None and outside and turn.conversation.state is State.AWAITING_PLACE:
        return replace(standing, condition=Condition.NEEDS_RESCUE)
    return standing
