"""Whose turn it is on a shared phone: as this one said, as a button names them, or nobody's yet."""

from dataclasses import replace
from datetime import timedelta

from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.ids import EventId, PersonId
from bot.core.people import Person
from bot.core.reports import Standing
from bot.core.taps import ReportCondition, ReportEvacuated, ReportForReal, ReportNeed, ReportWhereabouts
from bot.core.turn import Turn
from bot.core.understanding import About
from bot.rules.incident_meant import incident_meant

SETTLED_FOR = timedelta(hours=1)
"""After so long a silence the other one may have the phone in hand."""

NamingTap = ReportCondition | ReportEvacuated | ReportForReal | ReportNeed | ReportWhereabouts


def of_now(turn: Turn) -> Turn:
    """The same turn, with nobody settled after a long silence."""
    last = turn.conversation.last_event_at
    if turn.person is None or (last is not None and turn.event.occurred_at - last <= SETTLED_FOR):
        return turn
    return as_nobody(turn)


def as_nobody(turn: Turn) -> Turn:
    return replace(turn, person=None, roles=(), conversation=replace(turn.conversation, person=None))


def as_speaker(turn: Turn, person: Person, *, apart: bool = False) -> Turn:
    """The turn as if only this person had the phone. `apart`: the others take it too, so that ids must differ."""
    event = replace(turn.event, id=EventId(f"{turn.event.id}:{person.id}")) if apart else turn.event
    asked = {each.incident for each in turn.check_ins if each.person == person.id}
    return replace(
        turn,
        event=event,
        person=person,
        roles=turn.roles if turn.person == person else (),
        incidents=tuple(each for each in turn.incidents if each.id in asked or each.concerns(person.district)),
        conversation=replace(turn.conversation, person=person.id),
    )


def sharer(turn: Turn, person: PersonId | None) -> Person | None:
    return next((each for each in turn.sharers if each.id == person), None)


def named_by_button(turn: Turn) -> tuple[Person, Turn] | None:
    """「会津 花子さん: 無事」: one of them, and the turn in which they say it of themselves, if it is they who tap."""
    what = turn.event.what
    if not (isinstance(what, ButtonTapped) and isinstance(what.tap, NamingTap)):
        return None
    person = sharer(turn, what.tap.about)
    if person is None:
        return None
    of_oneself = ButtonTapped(replace(what.tap, about=None))
    return person, as_speaker(replace(turn, event=replace(turn.event, what=of_oneself)), person)


def as_said_by(turn: Turn, speaker: Person, other: Person, *, apart: bool = False) -> Turn:
    """The turn in which one of them answers for another: with a button, or in words that tell of nobody else."""
    event = replace(turn.event, id=EventId(f"{turn.event.id}:{other.id}")) if apart else turn.event
    turn = replace(as_speaker(turn, speaker), event=event, incidents=turn.incidents)
    understood, what = turn.understanding, turn.event.what
    if isinstance(what, ButtonTapped):
        named = replace(what.tap, about=other.id) if isinstance(what.tap, NamingTap) else what.tap
        idle = turn.conversation.idle()
        return replace(turn, conversation=idle, event=replace(turn.event, what=ButtonTapped(named)))
    asked = turn.conversation.at(State.AWAITING_RELATIVES_CONDITION, about=other.id)
    told = replace(understood, about=About.OTHER, people=()) if understood is not None else None
    return replace(turn, conversation=asked, understanding=told)


def standing_of(turn: Turn, person: Person) -> Standing:
    """What stands about one of them in the incident that is spoken of."""
    check_in = as_speaker(turn, person).check_in_of(incident_meant(turn))
    return check_in.standing if check_in is not None else Standing()
