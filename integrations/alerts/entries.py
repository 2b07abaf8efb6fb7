"""What a feed lists: which telegrams there are, and where; the same for every feed that links to its documents."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
"""When an entry came whose time cannot be read: before all others."""


class FeedError(ValueError):
    """The bytes are no such feed: somebody's maintenance page, or half of a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One telegram. `id`: by which it is known again; the JMA's are addresses."""

    id: str
    address: str
    updated: datetime
