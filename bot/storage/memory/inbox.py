"""The inbox in memory."""

from collections.abc import Sequence

from bot.core.ports import Arrival
from bot.storage.memory.world import Waiting, World


class MemoryInbox:
    def __init__(self, world: World) -> None:
        self._world = world

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        for each in arrivals:
            self._world.inbox.setdefault(each.id, Waiting(each))
