"""How urgently somebody has to be looked after: the order of the board's list of people. Pure."""

from enum import IntEnum

from bot.core.reports import Casualty, CheckIn, Progress
from bot.core.understanding import Condition


class Urgency(IntEnum):
    """The least is the most urgent."""

    NEEDS_RESCUE = 0
    MISSING = 1
    """On record as reported missing: somebody looks for them."""
    POSSIBLE_DISTRESS = 2
    """Words or a voice that may be a call for help, and nobody has looked yet."""
    INJURED = 3
    CONTESTED = 4
    SILENT_WITH_SUPPORT = 5
    SILENT = 6
    UNCLEAR = 7
    SAFE = 8
    DEAD = 9
    """On record: nobody asks them any more."""


def urgency(check_in: CheckIn, *, support_needed: bool, possible_distress: bool) -> Urgency:
    standing = check_in.standing
    is_silent = check_in.progress is not Progress.ANSWERED
    holds = {
        Urgency.NEEDS_RESCUE: standing.condition is Condition.NEEDS_RESCUE,
        Urgency.MISSING: standing.casualty is Casualty.MISSING,
        Urgency.POSSIBLE_DISTRESS: possible_distress,
        Urgency.INJURED: standing.condition is Condition.INJURED,
        Urgency.CONTESTED: standing.contested,
        Urgency.DEAD: standing.casualty is Casualty.DEAD,
        Urgency.SILENT_WITH_SUPPORT: is_silent and support_needed,
        Urgency.SILENT: is_silent,
        Urgency.UNCLEAR: standing.condition is not Condition.SAFE,
    }
    return next((each for each, is_so in holds.items() if is_so), Urgency.SAFE)
