"""Sign-ins on their way to the city OS and back: what has to be the same when the browser returns. Held here alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

LASTS = timedelta(minutes=10)
MOST = 2_000
"""At one time; the oldest gives way, so that nobody can fill the memory."""


class OnTheWay:
    def __init__(self) -> None:
        self._kept: dict[bytes, tuple[datetime, Mapping[str, Any]]] = {}

    def keep(self, state: str, kept: Mapping[str, Any], now: datetime) -> None:
        for digest, (until, _) in list(self._kept.items()):
            if until <= now or len(self._kept) >= MOST:
                del self._kept[digest]
        self._kept[_digest(state)] = (now + LASTS, kept)

    def take(self, state: str, now: datetime) -> Mapping[str, Any] | None:
        """Once; None where it was taken, is too old or was never kept."""
        until, kept = self._kept.pop(_digest(state), (now, None))
        return kept if now < until else None


def _digest(state: str) -> bytes:
    return sha256(state.encode(errors="replace")).digest()
