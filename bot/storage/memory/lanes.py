"""Lanes in memory: whoever comes first has them all."""

from collections.abc import Collection

from bot.core.ports import LANES


class MemoryLanes:
    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:  # noqa: ARG002 - none is given back in between
        return frozenset(range(LANES))

    async def release(self) -> None:
        """Nobody else wants them."""
