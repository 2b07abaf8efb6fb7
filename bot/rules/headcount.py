"""What may be said of how many people an audience has, before anything is sent: no count may try out one person. Pure.

Whole districts, and what people answered in an incident, are counted on the board anyway. Anything narrower could be
chosen so that it has one person in it or none: of such an audience nobody under a disclosure block is counted (they are
written to all the same), numbers below three are not told apart, nought among them, and the others only by size: a
condition that everybody fulfils (all languages) would else count a district less those under a block.
"""

from dataclasses import replace

from bot.core.audience import Answer, Audience

FEWEST = 3
"""As where people hide one another in the counts of an area (bot.rules.area_summary)."""
_SIZES = (FEWEST, 30, 300, 3_000, 30_000)
"""Few and far apart: hardly a district has a number of people that lies just above one of them."""


def is_narrow(audience: Audience) -> bool:
    """Whether anything but districts and answers was chosen. Who needs time by age is the city's rule, no choice."""
    wide = replace(audience, districts=(), incident=None, answer=Answer.ASKED, born_by=None)
    return wide != Audience()


def is_few(number: int, *, narrow: bool) -> bool:
    """Whether this number of people, or of messages to them, is not told."""
    return narrow and number < FEWEST


def size(number: int) -> int:
    """What a number that is not few is told as: as many at least."""
    return max(each for each in _SIZES if each <= number)
