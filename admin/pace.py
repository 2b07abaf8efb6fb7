"""How long to rest between two reads of the same page: a slow database is asked less often, a hiccup is forgiven."""

_SHARE = 0.25
"""Of the time, at most, goes into reading where nothing is known to be new."""
_LONGEST_SECONDS = 2.0
"""After the slowest read too: one that took long must not keep the next call for help from those who watch."""


def pause_after(spent: float, at_least: float) -> float:
    """Seconds, after a read that took `spent` seconds."""
    return max(at_least, min(spent * (1 - _SHARE) / _SHARE, _LONGEST_SECONDS))


def breath_after(spent: float, at_least: float) -> float:
    """The same where news is known to wait: as long as the read took, so that a storm of hints is one read."""
    return max(at_least, min(spent, _LONGEST_SECONDS))
