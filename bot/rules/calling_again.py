"""When a leader may have the silent people of a district reminded once more."""

from datetime import datetime, timedelta
from typing import Final

REST: Final = timedelta(minutes=30)
"""Between two calls of one district in one incident: whoever is asked too often stops listening, or blocks us."""


def next_call(called_at: datetime | None, now: datetime) -> datetime | None:
    """When the next one is possible; None: now."""
    return called_at + REST if called_at is not None and now < called_at + REST else None
