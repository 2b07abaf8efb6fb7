"""Which words of a level somebody reads: in no known district, of whom they may help, whether they do or not."""

import pytest

from bot.core.audience import Fit
from bot.core.ids import DistrictId
from bot.rules.fitting import fit_of

EAST = DistrictId("east")


@pytest.mark.parametrize(
    ("district", "called", "helps", "fit"),
    [
        (EAST, False, False, Fit()),
        (EAST, True, False, Fit(leaving=True)),
        (EAST, False, True, Fit(leaving=True)),
        (None, False, False, Fit(may_help=True)),
        (None, False, True, Fit(may_help=True)),
        (None, True, False, Fit(leaving=True, may_help=True)),
        (None, True, True, Fit(leaving=True, may_help=True)),
    ],
)
def test_no_word_tells_whoever_is_in_no_known_district_that_one_they_help_is_there(
    district: DistrictId | None, called: bool, helps: bool, fit: Fit
) -> None:
    assert fit_of(district, called=called, helps=helps) == fit
