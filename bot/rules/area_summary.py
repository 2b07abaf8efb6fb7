"""Counts of a district, by block and as a whole, from which nobody can be singled out who did not agree to be named.

Closed is whoever the asker may not see by name. Of fewer than three closed people nothing is told apart: not by block,
and not by what they answered. How many are silent, and how many need rescue, is always told: somebody may have to go.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.reports import AreaSummary, Progress, Standing
from bot.core.requests import Resident
from bot.core.understanding import Condition, Whereabouts

FEWEST = 3
"""Closed people that hide one another."""

_ANSWERS = ("safe", "injured", "evacuated")


@dataclass(frozen=True, slots=True)
class Counted:
    """One resident as a count needs them. `is_named`: name and condition may be shown; `is_placed`: the block too."""

    resident: Resident
    is_named: bool = False
    is_placed: bool = False

    @property
    def block(self) -> str | None:
        return self.resident.person.block


@dataclass(frozen=True, slots=True)
class BlockCount:
    """`block` None: those who are told apart by no block. Where `is_whole`, what they answered is not told apart."""

    block: str | None
    counts: AreaSummary
    is_whole: bool = False
    members: tuple[Resident, ...] = ()
    """Whose counts these are; for the ledger, never to be shown."""


def by_block(people: Iterable[Counted]) -> tuple[BlockCount, ...]:
    """Every person in exactly one row; rows with a call for help come first, then injuries, then the most silent."""
    everybody = list(people)
    apart = _told_apart(everybody)
    rows: defaultdict[str | None, list[Counted]] = defaultdict(list)
    for each in everybody:
        rows[each.block if each.is_placed or each.block in apart else None].append(each)
    return tuple(sorted((_row(block, members) for block, members in rows.items()), key=_urgency))


def withheld(summary: AreaSummary, people: Iterable[Counted]) -> AreaSummary:
    """まとめ without the answers of closed people where these are one or two."""
    everybody = list(people)
    closed = sum(not each.is_named for each in everybody)
    if not 0 < closed < FEWEST:
        return summary
    named = tally(each.resident.check_in.standing for each in everybody if each.is_named)
    return replace(summary, **{name: getattr(named, name) for name in _ANSWERS})


def without_names(summary: AreaSummary) -> tuple[AreaSummary, bool]:
    """For many eyes, where everybody is closed: a district of one or two is not told apart. True: it was withheld."""
    if not 0 < summary.asked < FEWEST:
        return summary, False
    return replace(summary, **dict.fromkeys(_ANSWERS, 0)), True


def tally(standings: Iterable[Standing]) -> AreaSummary:
    """What people answered; nothing about who was asked."""
    found = list(standings)
    conditions = [each.condition for each in found]
    return AreaSummary(
        safe=conditions.count(Condition.SAFE),
        injured=conditions.count(Condition.INJURED),
        needs_rescue=conditions.count(Condition.NEEDS_RESCUE),
        evacuated=sum(each.whereabouts is Whereabouts.SHELTER for each in found),
    )


def _hidden_by_block(people: Iterable[Counted]) -> Mapping[str, Sequence[Counted]]:
    """Of each block those who may not be told to live in it."""
    found: defaultdict[str, list[Counted]] = defaultdict(list)
    for each in people:
        if each.block is not None and not each.is_placed:
            found[each.block].append(each)
    return found


def _closed(people: Iterable[Counted]) -> int:
    return sum(not each.is_named for each in people)


def _told_apart(people: Sequence[Counted]) -> frozenset[str]:
    """Blocks whose hidden people are counted in their block: three closed ones in it, and none or three outside.

    Else the few outside would be what is missing between the blocks and まとめ.
    """
    closed = {block: _closed(each) for block, each in _hidden_by_block(people).items()}
    large = sorted((each for each in closed if closed[each] >= FEWEST), key=lambda each: (-closed[each], each))
    outside = _closed(people) - sum(closed[each] for each in large)
    while large and 0 < outside < FEWEST:
        outside += closed[large.pop()]
    return frozenset(large)


def _row(block: str | None, members: Sequence[Counted]) -> BlockCount:
    residents = tuple(each.resident for each in members)
    answered = sum(each.check_in.progress is Progress.ANSWERED for each in residents)
    counts = tally(each.check_in.standing for each in residents)
    whole = 0 < _closed(members) < FEWEST
    if whole:
        counts = AreaSummary(needs_rescue=counts.needs_rescue)
    counts = replace(counts, asked=len(residents), answered=answered, silent=len(residents) - answered)
    return BlockCount(block, counts, whole, residents)


def _urgency(row: BlockCount) -> tuple[int, int, int, bool, str]:
    counts = row.counts
    return (-counts.needs_rescue, -counts.injured, -counts.silent, row.block is None, row.block or "")
