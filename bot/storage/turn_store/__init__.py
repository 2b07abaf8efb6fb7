"""What turns read and write."""

from bot.storage.turn_store.store import SqlTurnStore

__all__ = ["SqlTurnStore"]
