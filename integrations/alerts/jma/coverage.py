"""How far the JMA's feeds reach back, and what of them was missed. Pure: moments come from outside, aware.

Of each kind there are two (https://xml.kishou.go.jp/xmlpull.html): one written every minute with what came within at
least the last ten, one written every hour with what came within several days.
"""

from datetime import datetime, timedelta
from typing import Final

COVERS: Final = timedelta(minutes=5)
"""Two looks at the feed of the minute that lie no further apart miss nothing: half of its ten minutes, because it may
itself be some minutes late."""
EDITION: Final = timedelta(minutes=70)
"""What the feed of several days says holds all that came longer ago than this: it is an hour old at most, and some
minutes pass before it is there."""


def unbroken_since(read_at: datetime | None, since: datetime | None, now: datetime) -> datetime:
    """Since when nothing can have been missed once the feed of the minute is read whole at `now`.

    `read_at`: its last whole look, None where there was none; `since`: this function's answer then. A last look that
    lies in the future is a clock that was wrong, and no look.
    """
    if read_at is not None and since is not None and abs(now - read_at) <= COVERS:
        return since
    return now - COVERS


def is_owed(since: datetime, long_read_at: datetime | None, now: datetime, horizon: timedelta) -> bool:
    """Whether what came before `since` may still be missing, and lies within `horizon`.

    `long_read_at`: the last whole look at the feed of several days. One look is seldom enough: what came after its last
    edition, and longer ago than the feed of the minute reaches, stands in the next.
    """
    if now - since > horizon:
        return False
    return long_read_at is None or not since + EDITION <= long_read_at <= now + COVERS
