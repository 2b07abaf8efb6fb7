"""What a channel lets us send in a month, and what is used of it. A reply is free; all else counts per recipient."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

SHORT: Final = "line_monthly_quota"
"""Why a letter waits that is beyond what is left of the month."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages. `limit` None: none. `used` is approximate, as LINE says itself (line.md 2.6)."""

    limit: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(self.limit - self.used, 0)


AskQuota = Callable[[], Awaitable[Quota | None]]
"""Asks the channel. None: nobody knows, which is no reason to keep anybody waiting."""


async def left_of(ask: AskQuota) -> int | None:
    """None: no limit, or nobody knows."""
    quota = await ask()
    return quota.left if quota else None


async def unknown() -> Quota | None:
    """Where no channel is set up, or none answers."""
    return None
