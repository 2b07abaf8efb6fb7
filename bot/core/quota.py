"""What a channel lets us send in a month, and what is used of it. A reply is free; all else counts per recipient."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages. `limit` None: none. `used` is approximate, as LINE says itself (line.md 2.6)."""

    limit: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(self.limit - self.used, 0)


async def unknown() -> Quota | None:
    """Where no channel is set up, or none answers."""
    return None
