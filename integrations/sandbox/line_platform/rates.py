"""LINE's rate limits: one token bucket per method and path template (line.md 2.5)."""

from dataclasses import dataclass

from integrations.sandbox.line_platform.clock import Clock


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` calls per `seconds`. The bucket holds one period's worth; LINE does not publish its size."""

    count: int
    seconds: float


USUAL = Rate(2000, 1)
MULTICAST = Rate(200, 1)
LOADING = Rate(100, 1)
RICH_MENU_LIST = Rate(10, 1)
WEBHOOK_SETTINGS = Rate(1000, 60)
RICH_MENU_CHANGES = Rate(100, 3600)
RARE = Rate(60, 3600)
BATCH = Rate(3, 3600)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at_ms: int


class Rates:
    """`scale` multiplies every limit: 10 allows ten times as much; None switches the limits off."""

    def __init__(self, clock: Clock, scale: float | None = 1.0) -> None:
        if scale is not None and scale <= 0:
            raise ValueError(f"rate_scale must be above 0, or None for no limits; got {scale}")
        self._clock = clock
        self.scale = scale
        self._buckets: dict[str, _Bucket] = {}

    def allows(self, route: str, rate: Rate) -> bool:
        """Takes one token of the route's bucket; False when it is empty."""
        if self.scale is None:
            return True
        full = max(1.0, rate.count * self.scale)
        now = self._clock.now_ms()
        bucket = self._buckets.setdefault(route, _Bucket(full, now))
        refilled = bucket.tokens + (now - bucket.at_ms) / 1000 * full / rate.seconds
        bucket.tokens, bucket.at_ms = min(full, refilled), now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
