"""The monthly allowance: push, multicast and broadcast count per reached recipient; replies are free."""

from datetime import UTC, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9))


class Quota:
    """Counts a month (Japanese time) and refuses what would exceed `limit`; None: no limit."""

    def __init__(self, limit: int | None) -> None:
        if limit is not None and limit < 0:
            raise ValueError(f"quota_limit must be 0 or more, or None for no limit; got {limit}")
        self.limit = limit
        self._used: dict[str, int] = {}

    def used(self, now_ms: int) -> int:
        return self._used.get(_month(now_ms), 0)

    def allows(self, count: int, now_ms: int) -> bool:
        return self.limit is None or self.used(now_ms) + count <= self.limit

    def take(self, count: int, now_ms: int) -> None:
        month = _month(now_ms)
        self._used[month] = self._used.get(month, 0) + count


def _month(now_ms: int) -> str:
    return datetime.fromtimestamp(now_ms / 1000, tz=UTC).astimezone(JST).strftime("%Y-%m")
