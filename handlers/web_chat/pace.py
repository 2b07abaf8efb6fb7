"""How often somebody may do something: a bucket that fills at a steady rate."""


class Pace:
    """`rate` times a second, `burst` times at once. Seconds come in from a monotonic clock."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._left = float(burst)
        self._at = now

    def allows(self, now: float) -> bool:
        """Takes one from the bucket; False where it is empty, and then nothing is taken."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
