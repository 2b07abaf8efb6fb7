"""Whom the sender may tell of at this moment, read anew each time: a consent may have ended since the last tap."""

from bot.core.ask import Topic, ask
from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.requests import FollowedBy, ReadRollCall, StreetOf
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import ByName, RollCall
from bot.core.turn import Turn
from bot.rules.leading import asks_about_districts, on_duty
from bot.rules.roll_call.seeing import Visible, districts_told_of, names_of, visible


def incidents_told_of(turn: Turn, districts: tuple[DistrictId, ...]) -> Topic[tuple[Incident, ...]]:
    """Those that concern whom the sender may tell of, who may live elsewhere than they do; the foremost first."""
    if asks_about_districts(turn.roles):
        found = tuple(each for each in on_duty(turn) if any(each.concerns(district) for district in districts))
        return found or turn.incidents
    assert turn.person is not None
    followed = yield from ask(FollowedBy(turn.person.id))
    theirs = {incident.id for each in followed for incident in each.incidents}
    return tuple(each for each in turn.open_incidents if each.id in theirs) or turn.incidents


def still_open(turn: Turn, waiting: WaitingRollCall) -> Incident | None:
    """The incident of the list, wherever the sender lives; None: it is over."""
    return next((each for each in turn.open_incidents if each.id == waiting.incident), None)


def seen_by(
    turn: Turn, sender: Person, incident: Incident, districts: tuple[DistrictId, ...]
) -> Topic[tuple[Visible, ...]]:
    street = yield from ask(StreetOf(sender.id, districts, incident.id))
    return visible(turn, sender, street, incident)


def seen_now(turn: Turn, sender: Person, waiting: WaitingRollCall) -> Topic[tuple[Visible, ...]]:
    """Nobody, where the incident is over."""
    incident = still_open(turn, waiting)
    if incident is None:
        return ()
    return (yield from seen_by(turn, sender, incident, districts_told_of(turn.roles, waiting.districts)))


def districts_named(turn: Turn, read: RollCall) -> tuple[DistrictId, ...]:
    """By their own names, or by a block that only one of them has."""
    named = turn.understanding.named(SlotKind.DISTRICT) if turn.understanding else ()
    blocks = (each.block.values for each in read.sightings if each.block)
    of_blocks = (value.partition("/")[0] for values in blocks if len(values) == 1 for value in values)
    return tuple(DistrictId(each) for each in dict.fromkeys((*named, *of_blocks)))


def option_named(
    turn: Turn, sender: Person, waiting: WaitingRollCall, question: Line, words: str
) -> Topic[tuple[PersonId, ...] | None]:
    """The one option that the words name; None where they name none or several."""
    seen = yield from seen_now(turn, sender, waiting)
    asked = {person for option in question.options for person in option}
    read = yield from ask(ReadRollCall(words, names_of(each for each in seen if each.id in asked)))
    meant = [each.whom for each in read.sightings if isinstance(each.whom, ByName)]
    people = {slot.value for whom in meant for slot in whom.slots}
    house = any(whom.household for whom in meant)
    named = [option for option in question.options if people and people <= set(option) and (house or len(option) == 1)]
    whole = [option for option in question.options if people == set(option)]
    found = whole or named
    return found[0] if len(found) == 1 else None
