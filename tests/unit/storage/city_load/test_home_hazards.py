"""`home_hazards.csv`: depths of water, zones of landslides, and what is said of each fault."""

import pytest

from bot.core.audience import Zone
from bot.core.incidents import Hazard
from bot.storage.city_load.home_hazards import HomeHazardLine
from tests.unit.storage.city_load.a_town import problems, town


def test_water_has_a_depth_and_a_landslide_a_zone() -> None:
    read = town(home_hazards="person_id,hazard,depth_m,zone\nP1,flood,0.5,\nP2,landslide,,警戒区域\n").home_hazards
    assert [each.line for each in read.lines] == [
        HomeHazardLine("P1", Hazard.FLOOD, 0.5, None),
        HomeHazardLine("P2", Hazard.LANDSLIDE, None, Zone.WARNING),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("P1,flood,deep,", "home_hazards.csv line 2, depth_m: 'deep' is no depth; write metres below 100, as 0.5 or 3"),
        ("P1,flood,100,", "home_hazards.csv line 2, depth_m: '100' is no depth"),
        ("P1,flood,-1,", "home_hazards.csv line 2, depth_m: '-1' is no depth"),
        ("P1,landslide,1,", "home_hazards.csv line 2, depth_m: stands beside 'landslide'"),
        ("P1,flood,,red", "home_hazards.csv line 2, zone: stands beside 'flood'; only landslide has a zone"),
        ("P1,landslide,,orange", "home_hazards.csv line 2, zone: 'orange' is not known"),
        ("P1,lava,,", "home_hazards.csv line 2, hazard: 'lava' is not known"),
        ("P1,,,", "home_hazards.csv line 2, hazard: is empty"),
        ("P1,flood,1,\nP1,flood,2,", "home_hazards.csv line 3, hazard: says otherwise than line 2"),
    ],
)
def test_a_fault_is_said_with_its_line_and_column(line: str, said: str) -> None:
    (problem,) = problems(home_hazards=f"person_id,hazard,depth_m,zone\n{line}\n")
    assert problem.startswith(said)


def test_the_same_line_twice_does_no_harm() -> None:
    assert problems(home_hazards="person_id,hazard,depth_m\nP1,flood,1\nP1,flood,1\n") == []
