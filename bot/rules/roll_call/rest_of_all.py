"""あとは全員無事, 一人以外全員旗あり: everybody of a block but those told of otherwise. Pure; the unclear is asked."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.ids import PersonId
from bot.core.roll_calls import Line
from bot.core.sightings import Block, ByName, House, Rest, Sighting, Unit
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
from bot.rules.roll_call.seeing import Visible

MOST = 100
"""People of whom one statement may tell at once: more nobody has seen on one round."""

Told = Sequence[tuple[Sighting, Line]]


def of_rest(line: Line, sighting: Sighting, telling: Telling, told: Told) -> Line:
    """Everybody of a block whom the sender may see and who is not told of elsewhere, less the exceptions."""
    named = {person for _, other in told for person in other.people}
    whom = sighting.whom
    assert isinstance(whom, Rest | Block)
    block = whom if isinstance(whom, Block) else whom.block
    there = [each for each in telling.seen if _belongs(each, block, telling) and each.id not in named]
    if sighting.unsure or not there or len(there) > MOST:
        return line
    whole = replace(line, people=tuple(each.id for each in there), many=True)
    return _less(whole, sighting, there, telling, _untied(told, block))


def _belongs(each: Visible, block: Block | None, telling: Telling) -> bool:
    """Of no block named: the district that the sender holds an office for; a relation elsewhere is not the rest."""
    if block is None:
        return each.neighbour.relation is None and each.person.district == telling.sender.district
    return is_in(each, block, telling)


def _untied(told: Told, block: Block | None) -> int:
    """How many of the block are told of otherwise, and nobody knows who: 3軒は留守、あとは全員無事."""
    others = [(each, line) for each, line in told if not (line.people or line.options or isinstance(each.whom, Rest))]
    near = [each for each, _ in others if each.block is None or block is None or each.block == block]
    return sum(each.count.number if each.count else 1 for each in near if _may_be_among_the_rest(each))


def _may_be_among_the_rest(sighting: Sighting) -> bool:
    """Somebody named of whom no list knows is not."""
    return sighting.unsure or not isinstance(sighting.whom, ByName | Block)


def _less(line: Line, sighting: Sighting, there: list[Visible], telling: Telling, untied: int) -> Line:
    """田中さん以外 takes out whom it names; 一人以外, 角の家以外 and a name that several bear have to be asked."""
    rest = sighting.whom if isinstance(sighting.whom, Rest) else Rest()
    out, left = _taken_out(rest, telling)
    left += untied
    line = replace(line, people=tuple(person for person in line.people if person not in out))
    if not left:
        return line
    by_house = sighting.seen in HANGS_ON_HOUSES or (rest.but_count and rest.but_count.unit is Unit.HOUSEHOLDS)
    stay = [each for each in there if each.id not in out]
    return _to_take_out(line, households(stay) if by_house else each_alone(stay), left)


def _taken_out(rest: Rest, telling: Telling) -> tuple[frozenset[PersonId], int]:
    """Who is excepted, and how many more of whom it is not clear who they are."""
    homes = [households(housemates(_excepted(each, rest, telling), telling)) for each in rest.but]
    out = frozenset(person for each in homes if len(each) == 1 for person in each[0])
    unclear = sum(len(each) != 1 for each in homes)
    return out, unclear + (rest.but_count.number if rest.but_count else 0)


def _excepted(whom: ByName | House, rest: Rest, telling: Telling) -> tuple[Visible, ...]:
    return bearers(whom, rest.block, telling) if isinstance(whom, ByName) else ()


def _to_take_out(line: Line, options: tuple[tuple[PersonId, ...], ...], left: int) -> Line:
    """Where nobody can be asked, nobody is reported."""
    if not left < len(options) <= MOST_OPTIONS:
        return replace(line, people=())
    return replace(line, options=options, taking_out=left)
