"""A ladder that goes faster than life, for showing and trying it out; no city runs one."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ladder import Ladder


def hurried(ladder: Ladder, pace: int) -> Ladder:
    """Every step so many times sooner. It knows no night: whoever looks at it in the evening sees it move all the same.

    With a pace of 1 it is the very same. Raises ValueError for less.
    """
    if pace < 1:
        raise ValueError(f"a pace is 1 or more; got {pace}")
    if pace == 1:
        return ladder
    steps = tuple(replace(each, after=each.after / pace, sooner=each.sooner / pace) for each in ladder.steps)
    return Ladder(steps, night=None)


def look_every(usual: timedelta, pace: int) -> timedelta:
    """How often a hurried ladder is looked at: as much more often, down to once a second."""
    return max(usual / pace, min(usual, timedelta(seconds=1)))
