"""What waits to be sent, and what became of it."""

from bot.storage.outbox.store import SqlOutbox

__all__ = ["SqlOutbox"]
