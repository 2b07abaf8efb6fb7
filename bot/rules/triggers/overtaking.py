"""What a newer telegram leaves of what the older ones of its series led to: it takes their place, place by place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.alerts import Alert, AlertChange
from bot.core.ids import DistrictId, derived_id
from bot.core.proposals import OF_WRONG, Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.core.triggers import Triggers
from bot.rules.triggers.matters import NOWHERE, Matter, is_same_series
from bot.rules.triggers.parts import parts_of
from bot.rules.triggers.reach import reach
from bot.rules.triggers.respond import careful, respond
from bot.rules.triggers.responses import Correct, Keep, Known
from bot.rules.triggers.settling import Settled

Place = DistrictId | None
"""A district; None: whoever lives in none that is known."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """`withdrawn`: what holds no more as it was; `instead`: what is left of it, and what is wrong since."""

    matter: str | None = None
    withdrawn: tuple[ProposalId, ...] = ()
    instead: tuple[Proposal, ...] = ()

    def __add__(self, other: "Overtaken") -> "Overtaken":
        both = (*self.withdrawn, *other.withdrawn), (*self.instead, *other.instead)
        return Overtaken(other.matter or self.matter, *both)

    def told(self, settled: Settled) -> Settled:
        """What became of the alert, this included."""
        if self.matter is None:
            return settled
        became = settled.became if settled.proposal else "correct"
        return replace(settled, became=became, matter=settled.matter or self.matter)


@dataclass(frozen=True, slots=True)
class _Newer:
    """A newer telegram as it reaches the city: what it announces at each place."""

    alert: Alert
    now: datetime
    everywhere: tuple[Place, ...]
    holds: Mapping[Place, Draft]

    def rank_at(self, place: Place) -> int:
        return self.holds[place].rank if place in self.holds else NOWHERE

    def places(self, of: Draft) -> tuple[Place, ...]:
        return of.districts or self.everywhere

    def at(self, draft: Draft, places: Sequence[Place]) -> Draft | None:
        """The draft for these places alone; None where they are none that could be named."""
        named = tuple(each for each in places if each is not None)
        is_all = set(places) >= set(self.everywhere)
        return replace(draft, districts=() if is_all else named) if named or is_all else None


def overtake(alert: Alert, triggers: Triggers, known: Known, now: datetime) -> Overtaken:
    """To be written before the response to the alert, which then finds what is left."""
    parts = parts_of(alert, triggers)
    if isinstance(respond(parts[0], triggers, known, now), Keep | Correct):
        return Overtaken()
    found = (reach(each, triggers, known.city, known.districts) for each in parts)
    drafts = [careful(alert, each) for each in found if isinstance(each, Draft)]
    everywhere: tuple[Place, ...] = (None, *(each.id for each in known.districts))
    holds = {place: draft for draft in reversed(drafts) for place in draft.districts or everywhere}
    newer = _Newer(alert, now, everywhere, holds)
    each_of = [_of_matter(each, newer) for each in known.matters if each.is_live]
    return sum(each_of, Overtaken())


def _of_matter(matter: Matter, newer: _Newer) -> Overtaken:
    led = [each for each in matter.led_by(newer.alert, is_same_series) if each.state is ProposalState.WAITING]
    left = {each.id: _left(each, matter, led, newer) for each in led}
    changed = {each.id: left[each.id] for each in led if left[each.id] != (each,)}
    rest = replace(matter, chain=tuple(each for each in matter.chain if each.id not in changed))
    instead = tuple(new for each in changed.values() for new in each)
    wrong = _wrong(replace(rest, chain=(*rest.chain, *instead)), newer)
    return Overtaken(matter.id, tuple(changed), (*instead, *wrong)) if changed or wrong else Overtaken()


def _left(old: Proposal, matter: Matter, led: Sequence[Proposal], newer: _Newer) -> tuple[Proposal, ...]:
    """Itself where nothing has changed for it."""
    places = newer.places(old.draft)
    if old.aim in OF_WRONG:
        rank = NOWHERE if old.aim is Aim.CANCEL else old.draft.rank
        asked = _without(matter, led).told_by(newer.alert, is_same_series)
        right = [each for each in places if newer.rank_at(each) == rank < asked.rank_at(each)]
        return _narrowed(old, [(old.draft, right)], newer)
    of_rank = _by_rank(places, newer)
    kept = of_rank.pop(old.draft.rank, [])
    lower = _lower(old, _without(matter, led), newer)
    if kept or lower:
        return _narrowed(old, [(old.draft, kept), *lower.items()], newer)
    # What rises gives way to the rise itself, which waits no longer than it would have.
    return _narrowed(old, [(old.draft, risen) for rank, risen in of_rank.items() if rank > old.draft.rank], newer)


def _by_rank(places: Sequence[Place], newer: _Newer) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for each in places:
        found.setdefault(newer.rank_at(each), []).append(each)
    return found


def _without(matter: Matter, led: Sequence[Proposal]) -> Matter:
    return replace(matter, chain=tuple(each for each in matter.chain if each not in led))


def _lower(old: Proposal, rest: Matter, newer: _Newer) -> dict[Draft, list[Place]]:
    """What holds at its places now, where that is less and nobody was asked as much before."""
    found: dict[Draft, list[Place]] = {}
    for place in newer.places(old.draft):
        if rest.rank_at(place) < newer.rank_at(place) < old.draft.rank:
            found.setdefault(newer.holds[place], []).append(place)
    return found


def _narrowed(old: Proposal, pieces: Iterable[tuple[Draft, Sequence[Place]]], newer: _Newer) -> tuple[Proposal, ...]:
    drafts = [draft for of, places in pieces if places and (draft := newer.at(of, places))]
    if drafts == [old.draft]:
        return (old,)
    return tuple(
        replace(
            old,
            id=_id(newer, old.id, draft),
            alerts=(newer.alert.digest, *old.alerts),
            draft=draft,
            made_at=newer.now,
            goes_at=old.goes_at if draft.is_clear else None,
        )
        for draft in drafts
    )


def _wrong(matter: Matter, newer: _Newer) -> tuple[Proposal, ...]:
    """訂正 of what people were asked about: whoever it does not concern any more, or less, is to be told."""
    asked = matter.told_by(newer.alert, is_same_series)
    if newer.alert.change is not AlertChange.CORRECTED or matter.incident is None or not matter.is_open:
        return ()
    last = [each.draft for each in asked.chain if each.aim not in OF_WRONG]
    if not last:  # what was corrected before was asked on the word of others
        return ()
    fell: dict[Draft | None, list[Place]] = {}
    for place in newer.everywhere:
        if asked.rank_at(place) > newer.rank_at(place):
            fell.setdefault(newer.holds.get(place), []).append(place)
    told = ((of, newer.at(of or last[-1], places)) for of, places in fell.items())
    return tuple(_correction(matter, of, draft, newer) for of, draft in told if draft)


def _correction(matter: Matter, of: Draft | None, draft: Draft, newer: _Newer) -> Proposal:
    aim = Aim.CORRECT if of else Aim.CANCEL
    return Proposal(
        id=_id(newer, aim.value, draft),
        aim=aim,
        matter=matter.id,
        alerts=(newer.alert.digest,),
        draft=replace(draft, whom=Whom.EVERYBODY, notes=(), is_clear=False),
        drill=False,
        made_at=newer.now,
        goes_at=None,
        incident=matter.incident.id if matter.incident else None,
    )


def _id(newer: _Newer, of: str, draft: Draft) -> ProposalId:
    where: Iterable[str] = draft.districts
    return ProposalId(f"A{newer.now:%Y%m%d}-{derived_id(of, newer.alert.digest, draft.rank, *where)[:8]}")
