"""Why an alert is only kept, and nothing follows from it: a word for staff and for the log."""

from enum import StrEnum


class Why(StrEnum):
    NOT_REAL = "not_real"
    """Training or test (promise 5)."""
    STALE = "stale"
    """Issued more than six hours before it came, or not valid any more."""
    AHEAD = "ahead"
    """Issued in the future: its clock or ours is wrong."""
    OLDER = "older"
    """A newer one of the same series is known."""
    OTHER_AREA = "other_area"
    BELOW = "below"
    """Of the city, and less than what the city wants proposed."""
    LIFTED = "lifted"
    CANCELLED = "cancelled"
    """It takes back what led to nothing."""
    UNKNOWN = "unknown"
    """Of a kind that is not known."""
    NOT_ASKED_FOR = "not_asked_for"
    """Of a kind of which the city wants nothing proposed."""
    DECIDED = "decided"
    """A repeat of what staff refused, or of an incident that is closed."""
