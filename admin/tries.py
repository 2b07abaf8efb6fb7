"""How often somebody may try the sign-in code: five times a minute from one address, and not much oftener from all."""

from collections import deque

WINDOW_SECONDS = 60.0
EACH = 5
ALL = 30
"""So that many addresses together do not guess faster; more than a city's staff need in a minute."""


class Tries:
    """Seconds come in from a monotonic clock."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, str]] = deque()

    def allows(self, address: str, now: float) -> bool:
        """Counts this try. One that is refused does not count: waiting a minute is always enough."""
        while self._recent and self._recent[0][0] <= now - WINDOW_SECONDS:
            self._recent.popleft()
        mine = sum(each == address for _, each in self._recent)
        if mine >= EACH or len(self._recent) >= ALL:
            return False
        self._recent.append((now, address))
        return True
