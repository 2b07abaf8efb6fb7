"""Which words of a level somebody reads: by whether they need time, or help somebody who does, and live there."""

from bot.core.audience import Fit
from bot.core.ids import DistrictId


def fit_of(district: DistrictId | None, *, called: bool, helps: bool) -> Fit:
    """`called`: lives there as far as anybody knows, and needs time; `helps`: lives there so, and helps one who does.

    All who are in no known district read the same of whom they may help: no word tells that one of theirs is there.
    """
    return Fit(leaving=called or (helps and district is not None), may_help=district is None)
