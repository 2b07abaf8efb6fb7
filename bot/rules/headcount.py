"""What may be said of how many people an audience has, before anything is sent: no count may try out one person. Pure.

Whole districts, and what people answered in an incident, are counted on the board anyway. Anything narrower could be
chosen so that it has one person in it or none: of such an audience nobody under a disclosure block is counted (they are
written to all the same), and numbers below three are not told apart, nought among them.
"""

from dataclasses import replace

from bot.core.audience import Answer, Audience

FEWEST = 3
"""As where people hide one another in the counts of an area (bot.rules.area_summary)."""


def is_narrow(audience: Audience) -> bool:
    """Whether anything but districts and answers was chosen."""
    wide = replace(audience, districts=(), incident=None, answer=Answer.ASKED)
    return wide != Audience()


def is_few(number: int, *, narrow: bool) -> bool:
    """Whether this number of people, or of messages to them, is not told."""
    return narrow and number < FEWEST
