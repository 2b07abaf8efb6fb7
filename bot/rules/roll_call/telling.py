"""Sightings become lines: whom each is about, what has still to be asked, what is a note for staff. Never a guess."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.ids import PersonId, derived_id
from bot.core.roll_calls import Line
from bot.core.sightings import Block, ByName, House, Rest, RollCall, Sighting, Unnamed
from bot.rules.roll_call.bearers import (
    HANGS_ON_HOUSES,
    MOST_OPTIONS,
    Telling,
    bearers,
    each_alone,
    households,
    housemates,
    is_in,
)
from bot.rules.roll_call.rest_of_all import of_rest
from bot.rules.roll_call.seeing import Visible

_ID = 8


def lines_of(read: RollCall, telling: Telling) -> tuple[Line, ...]:
    """One for each sighting, in its order. Whoever is told of by name is not among the rest of a block."""
    told = [(each, _line(each, number, telling)) for number, each in enumerate(read.sightings)]
    return tuple(
        of_rest(line, each, telling, told) if isinstance(each.whom, Rest | Block) else line for each, line in told
    )


def _line(sighting: Sighting, number: int, telling: Telling) -> Line:
    line = Line(
        id=derived_id(telling.id, "line", number)[:_ID],
        words=sighting.words,
        whom=_whom(sighting),
        said_at=telling.said_at,
        seen=sighting.seen,
        condition=sighting.condition,
        absence=sighting.absence,
        whereabouts=sighting.whereabouts,
        needs=sighting.needs,
        count=sighting.count,
    )
    if sighting.unsure:
        return line
    match sighting.whom:
        case ByName() as by_name:
            return _by_name(line, by_name, sighting, telling)
        case House():
            return _house(line, sighting, telling)
        case Rest() | Block() | Unnamed():
            return line


def _whom(sighting: Sighting) -> str:
    match sighting.whom:
        case ByName(words=words) | House(words=words) | Block(words=words) | Rest(block=Block(words=words)):
            return words
        case Rest() | Unnamed():
            return sighting.words


def _by_name(line: Line, by_name: ByName, sighting: Sighting, telling: Telling) -> Line:
    found = bearers(by_name, sighting.block, telling)
    if by_name.member:
        return _asked(line, each_alone(housemates(found, telling)))
    if by_name.household or sighting.seen in HANGS_ON_HOUSES:
        return _settled_or_asked(line, households(housemates(found, telling)))
    return _settled_or_asked(line, each_alone(found), extra=_shared_homes(found))


def _shared_homes(found: Sequence[Visible]) -> tuple[tuple[PersonId, ...], ...]:
    """佐藤さん, of a couple: he, she, or both."""
    return tuple(each for each in households(found) if len(each) > 1)


def _settled_or_asked(
    line: Line, options: tuple[tuple[PersonId, ...], ...], extra: tuple[tuple[PersonId, ...], ...] = ()
) -> Line:
    if len(options) == 1:
        return replace(line, people=options[0])
    return _asked(line, (*options, *extra))


def _asked(line: Line, options: tuple[tuple[PersonId, ...], ...]) -> Line:
    """With more than fit on buttons it stays a note for staff."""
    return replace(line, options=options) if len(options) <= MOST_OPTIONS else line


def _house(line: Line, sighting: Sighting, telling: Telling) -> Line:
    """角の家: whose, only the sender knows. Asked among those of the block, or of the sender's own."""
    own = telling.sender
    block = sighting.block or (Block(own.block, (f"{own.district}/{own.block}",)) if own.block else None)
    if block is None:
        return line
    return _asked(line, households(each for each in telling.seen if is_in(each, block, telling)))
