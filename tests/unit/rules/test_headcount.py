"""Which audiences are so narrow that their numbers could try out one person."""

from datetime import date

import pytest

from bot.core.audience import Answer, AtHome, Audience, Block
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard
from bot.core.language import Language
from bot.core.people import Office
from bot.rules.headcount import is_few, is_narrow, size

EAST = DistrictId("east")


@pytest.mark.parametrize(
    "audience",
    [
        Audience(),
        Audience(districts=(EAST,)),
        Audience(born_by=date(1961, 6, 1)),
        Audience(districts=(EAST,), incident=IncidentId("quake"), answer=Answer.SILENT),
    ],
)
def test_what_the_board_counts_anyway_is_not_narrow(audience: Audience) -> None:
    assert not is_narrow(audience)


@pytest.mark.parametrize(
    "audience",
    [
        Audience(blocks=(Block(EAST, "1班"),)),
        Audience(districts=(EAST,), supported=True),
        Audience(districts=(EAST,), hazards=(AtHome(Hazard.FLOOD),)),
        Audience(offices=(Office.LEADER,)),
        Audience(languages=(Language.ENGLISH,)),
    ],
)
def test_anything_else_that_is_chosen_is_narrow(audience: Audience) -> None:
    assert is_narrow(audience)


@pytest.mark.parametrize(("number", "few"), [(0, True), (1, True), (2, True), (3, False)])
def test_of_a_narrow_audience_nobody_and_two_look_the_same(number: int, *, few: bool) -> None:
    assert is_few(number, narrow=True) is few
    assert not is_few(number, narrow=False)


@pytest.mark.parametrize(
    ("number", "told"), [(3, 3), (29, 3), (30, 30), (2_999, 300), (3_000, 3_000), (99_999, 30_000)]
)
def test_the_others_are_told_by_size_alone(number: int, told: int) -> None:
    assert size(number) == told
