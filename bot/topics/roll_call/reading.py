"""New words about many: tied to people whom the sender may see, put with what waits, and shown back."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.events import TextSaid
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.replies import Say, Text, text
from bot.core.requests import Heard, ReadRollCall
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import Block, ByName, House, Rest, RollCall, Sighting
from bot.core.turn import Outcome, Turn
from bot.rules.incident_meant import incident_meant
from bot.rules.leading import asks_about_districts
from bot.rules.notice import notice
from bot.rules.roll_call.bearers import Telling
from bot.rules.roll_call.choosing import added
from bot.rules.roll_call.likeness import is_own, is_own_cry, own_part
from bot.rules.roll_call.reporting import calls_for_help
from bot.rules.roll_call.seeing import Visible, districts_told_of, names_of
from bot.rules.roll_call.telling import lines_of
from bot.rules.safety import is_distress, is_in_doubt
from bot.topics.roll_call.showing import helped, shown_back
from bot.topics.roll_call.whom import districts_named, incidents_told_of, seen_by

_MOST_HEARD = 20
_STRANGE = 4
"""Characters beside the name."""


def told(turn: Turn, sender: Person, before: WaitingRollCall | None, roll_call: RollCall) -> Topic[Outcome | None]:
    assert isinstance(turn.event.what, TextSaid)
    named_now = districts_named(turn, roll_call)
    so_far = before.districts if before is not None else ()
    among = yield from incidents_told_of(turn, districts_told_of(turn.roles, (*so_far, *named_now)))
    incident = incident_meant(turn, among)
    waiting = before if before is not None and incident is not None and before.incident == incident.id else None
    named = (*(waiting.districts if waiting else ()), *named_now)
    districts = districts_told_of(turn.roles, named)
    if incident is None or (asks_about_districts(turn.roles) and not districts):
        key = "roll_call.no_incident" if incident is None else "roll_call.which_district"
        return (yield from _to_staff(turn, sender, roll_call, incident, text(key)))
    seen = yield from seen_by(turn, sender, incident, districts)
    read = _of_others((yield from ask(ReadRollCall(turn.event.what.text, names_of(seen)))))
    lines = lines_of(read, Telling(turn.event.id, sender, seen, turn.event.occurred_at))
    if not _is_about_many(turn, read, lines):
        return None
    fresh = waiting or WaitingRollCall(
        turn.new_id("roll_call"), turn.conversation.id, sender.id, incident.id, incident.drill, turn.now
    )
    unclear = yield from _unclear(turn, read, lines)
    told_now = _with(turn, added(fresh, lines), read, named)
    helps = calls_for_help(turn, incident, lines, unclear)
    return _outcome(turn, told_now, seen, helps)


def _outcome(
    turn: Turn, waiting: WaitingRollCall, seen: tuple[Visible, ...], helps: tuple[NoticeRaised, ...]
) -> Outcome:
    outcome = shown_back(turn, waiting, seen)
    return helped(turn, outcome, helps, waiting) if helps else outcome


def _of_others(read: RollCall) -> RollCall:
    """Without what the sender says of themselves: that is their own report."""
    return RollCall(
        tuple(each for each in read.sightings if not is_own_cry(each)),
        tuple(each for each in read.unread if not is_own(each)),
        read.asks,
    )


def _with(turn: Turn, waiting: WaitingRollCall, read: RollCall, named: tuple[DistrictId, ...]) -> WaitingRollCall:
    return replace(
        waiting,
        at=turn.now,
        unread=tuple(dict.fromkeys((*waiting.unread, *read.unread))),
        events=(*waiting.events, turn.event.id),
        districts=tuple(dict.fromkeys(named)),
    )


def _is_about_many(turn: Turn, read: RollCall, lines: tuple[Line, ...]) -> bool:
    """One statement that is tied to nobody is a word about a neighbour; kin tell of two people at least."""
    tied = {person for line in lines for person in (*line.people, *(each for some in line.options for each in some))}
    if not asks_about_districts(turn.roles):
        return len(tied) > 1
    return len(lines) > 1 or bool(tied) or any(isinstance(each.whom, Block | Rest) for each in read.sightings)


def _unclear(turn: Turn, read: RollCall, lines: tuple[Line, ...]) -> Topic[str | None]:
    """What may hold a call for help and stands in no line that says so (promise 3)."""
    doubtful = [each.words for each in read.sightings if each.unsure and not is_distress(each.condition)]
    strange = {each.words for each in read.sightings if _says_something_strange(each)}
    stretches = tuple(dict.fromkeys((*doubtful, *read.unread)))[:_MOST_HEARD]
    heard = (yield from ask(Heard(stretches))) if stretches else ()
    cries = [
        words
        for words, each in zip(stretches, heard, strict=True)
        if is_distress(each.condition) or (words in doubtful and (is_in_doubt(each) or words in strange))
    ]
    if cries:
        return " / ".join(cries)
    whole = turn.understanding is not None and is_distress(turn.understanding.condition)
    own = turn.roll_call is not None and own_part(turn.roll_call)
    missed = whole and not own and not any(is_distress(line.condition) for line in lines)
    return turn.event.what.text if missed and isinstance(turn.event.what, TextSaid) else None


def _says_something_strange(sighting: Sighting) -> bool:
    """屋根の上さいる, 行方不明: words about somebody that nobody could make out go to staff at once; △ does not."""
    whom = len(sighting.whom.words) if isinstance(sighting.whom, ByName | House) else len(sighting.words)
    return sighting.unsure and not sighting.tells and len(sighting.words) - whom >= _STRANGE


def _to_staff(
    turn: Turn, sender: Person, read: RollCall, incident: Incident | None, answer: Text
) -> Topic[Outcome | None]:
    """Nobody can be looked for: all of it goes to staff in its words, calls for help first."""
    others = _of_others(read)
    lines = lines_of(others, Telling(turn.event.id, sender, (), turn.event.occurred_at))
    helps = calls_for_help(turn, incident, lines, (yield from _unclear(turn, others, lines)))
    note = notice(turn, NoticeKind.ROLL_CALL, incident)
    outcome = Outcome(turn.conversation.idle(), (Say(answer),), (note,), drill=note.drill)
    return helped(turn, outcome, helps, None) if helps else outcome
