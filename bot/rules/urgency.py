"""How urgently somebody has to be looked after: the order of the board's list of people. Pure."""

from enum import IntEnum

from bot.core.reports import CheckIn, Progress
from bot.core.understanding import Condition


class Urgency(IntEnum):
    """The least is the most urgent."""

    NEEDS_RESCUE = 0
    POSSIBLE_DISTRESS = 1
    """Words or a voice that may be a call for help, and nobody has looked yet."""
    INJURED = 2
    CONTESTED = 3
    SILENT_WITH_SUPPORT = 4
    SILENT = 5
    UNCLEAR = 6
    SAFE = 7


def urgency(check_in: CheckIn, *, support_needed: bool, possible_distress: bool) -> Urgency:
    standing = check_in.standing
    is_silent = check_in.progress is not Progress.ANSWERED
    holds = {
        Urgency.NEEDS_RESCUE: standing.condition is Condition.NEEDS_RESCUE,
        Urgency.POSSIBLE_DISTRESS: possible_distress,
        Urgency.INJURED: standing.condition is Condition.INJURED,
        Urgency.CONTESTED: standing.contested,
        Urgency.SILENT_WITH_SUPPORT: is_silent and support_needed,
        Urgency.SILENT: is_silent,
        Urgency.UNCLEAR: standing.condition is not Condition.SAFE,
    }
    return next((each for each, is_so in holds.items() if is_so), Urgency.SAFE)
