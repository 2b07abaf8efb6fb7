"""Remembers that the month's messages are used up, so that LINE is not asked again and again for what it refuses."""

from collections.abc import Callable

from bot.core.errors import TryLater
from bot.core.quota import SHORT

REASON = SHORT


class Exhausted:
    """A call to fewer people may still fit: only those at least as large as a refused one wait (line.md 10.4)."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._refused = 0
        self._until = 0.0

    def check(self, recipients: int) -> None:
        """Raises `TryLater` where LINE has refused as much a while ago."""
        rest = self._until - self._seconds()
        if rest > 0 and recipients >= self._refused:
            raise TryLater(REASON, ambiguous=False, pause=rest)

    def note(self, recipients: int, later: TryLater) -> None:
        if later.reason != REASON or later.pause is None:
            return
        is_known = self._until > self._seconds()
        self._refused = min(recipients, self._refused) if is_known else recipients
        self._until = self._seconds() + later.pause
