"""Twins of the stores that keep everything in one `World` in memory: for transcripts and tests, never for a city."""

from bot.storage.memory.inbox import MemoryInbox
from bot.storage.memory.lanes import MemoryLanes
from bot.storage.memory.outbox import MemoryOutbox
from bot.storage.memory.turn_store import MemoryTurnStore
from bot.storage.memory.world import Account, Site, World

__all__ = ["Account", "MemoryInbox", "MemoryLanes", "MemoryOutbox", "MemoryTurnStore", "Site", "World"]
