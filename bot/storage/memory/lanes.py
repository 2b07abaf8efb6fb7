"""Lanes in memory: whoever comes first has them all."""

from bot.core.ports import LANES


class MemoryLanes:
    async def hold(self) -> frozenset[int]:
        return frozenset(range(LANES))

    async def release(self) -> None:
        """Nobody else wants them."""
