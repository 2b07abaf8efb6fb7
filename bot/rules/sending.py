"""In which order many are written to, and who goes without where the month's LINE messages are short. Pure.

Quota is money: every recipient of a push or a multicast counts, a reply is free (line.md 0.2, 10.4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.core.audience import Rank


class Ranked(Protocol):
    @property
    def rank(self) -> Rank: ...


R = TypeVar("R", bound=Ranked)


def rank_of(*, support_needed: bool, at_hazard: bool, can_wait: bool) -> Rank:
    """An officer who needs support is somebody who needs support."""
    if support_needed:
        return Rank.SUPPORT
    if at_hazard:
        return Rank.HAZARD
    return Rank.CAN_WAIT if can_wait else Rank.OTHERS


def order(recipients: Iterable[R]) -> tuple[R, ...]:
    """Who needs support, then who lives under the hazard, then the others; alike ones stay in their order."""
    return tuple(sorted(recipients, key=lambda each: each.rank))


@dataclass(frozen=True, slots=True)
class Shares:
    """LINE messages by rank: sent `now`, `waiting` for new quota, `held` until the person writes by themselves."""

    now: Mapping[Rank, int]
    waiting: Mapping[Rank, int]
    held: int = 0

    @property
    def is_short(self) -> bool:
        return bool(self.held or self.waiting)


def share(wanted: Mapping[Rank, int], left: int | None) -> Shares:
    """`left`: LINE messages of this month; None: no limit, or nobody knows, and then nobody is kept waiting."""
    if left is None or sum(wanted.values()) <= left:
        return Shares(now=dict(wanted), waiting={})
    now: dict[Rank, int] = {}
    waiting: dict[Rank, int] = {}
    rest = max(left, 0)
    for rank in sorted(each for each in wanted if each is not Rank.CAN_WAIT):
        now[rank] = min(wanted[rank], rest)
        rest -= now[rank]
        if wanted[rank] > now[rank]:
            waiting[rank] = wanted[rank] - now[rank]
    return Shares(now, waiting, held=wanted.get(Rank.CAN_WAIT, 0))
