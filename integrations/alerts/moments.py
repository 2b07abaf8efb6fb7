"""Moments as telegrams write them: ISO 8601 with an offset."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

JAPAN: Final = timezone(timedelta(hours=9))


def moment(written: str) -> datetime | None:
    """Aware, UTC; one without an offset is Japan's. None: it is no moment."""
    try:
        told = datetime.fromisoformat(written)
        return (told if told.tzinfo else told.replace(tzinfo=JAPAN)).astimezone(UTC)
    except (ValueError, OverflowError):  # the year 1 in Japan has no UTC
        return None


def first_moment(*written: str) -> datetime | None:
    """The first that is one."""
    return next((at for each in written if (at := moment(each)) is not None), None)


def in_japan(at: datetime) -> str:
    """For people: 7月1日15:30."""
    there = at.astimezone(JAPAN)
    return f"{there.month}月{there.day}日{there.hour}:{there.minute:02}"
