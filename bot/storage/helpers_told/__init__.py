"""Family and supporters in other districts, told when the home of one of theirs is to be left (docs/sending.md)."""

from bot.storage.helpers_told.store import HelperStore

__all__ = ["HelperStore"]
