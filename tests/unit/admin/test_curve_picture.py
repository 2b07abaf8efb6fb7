"""The drawn response curve: what it shows, and that it is a drawing and nothing else."""

import xml.etree.ElementTree as ET
from datetime import timedelta

from admin.curve_picture import COLOUR, WHOLE, small_picture, whole_picture
from bot.core.closing_report import KnownBy, Milestone, Point

POINTS = (Point(0, (0, 0, 0, 0, 0, 0)), Point(30, (10, 30, 0, 0, 0, 0)), Point(60, (20, 60, 0, 0, 0, 0)))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def texts(picture: str) -> list[str]:
    return [each.text or "" for each in drawn(picture).iter(f"{SVG}text")]


def test_only_the_roads_that_told_of_somebody_are_drawn_one_upon_the_other() -> None:
    areas = list(drawn(whole_picture(POINTS, 100, ())).iter(f"{SVG}polygon"))
    assert [each.get("fill") for each in areas] == [COLOUR[KnownBy.SELF], COLOUR[KnownBy.KIN]]
    own, kin = ([tuple(map(float, each.split(","))) for each in area.get("points", "").split()] for area in areas)
    assert own[:3] == kin[:2:-1], "where one ends the next begins"
    assert kin[2] == (WHOLE.width - WHOLE.right, WHOLE.top + 0.2 * WHOLE.down)


def test_a_milestone_stands_at_its_time_and_one_that_was_not_reached_is_none() -> None:
    picture = whole_picture(POINTS, 100, (Milestone(25, timedelta(minutes=18)), Milestone(90, None)))
    (dot,) = drawn(picture).iter(f"{SVG}circle")
    assert dot.get("cx") == f"{WHOLE.left + 0.3 * WHOLE.across:.1f}"
    assert dot.get("cy") == f"{WHOLE.top + 0.75 * WHOLE.down:.1f}"
    assert "25% 18分" in texts(picture)
    assert not any(each.startswith("90%") for each in texts(picture))


def test_the_small_one_has_its_name_and_how_long_it_took() -> None:
    assert texts(small_picture(POINTS, 100)) == ["安否がわかった人の推移", "開始", "1時間"]


def test_an_incident_that_nobody_was_asked_in_is_a_drawing_too() -> None:
    for picture in (small_picture((), 0), whole_picture((), 0, ()), whole_picture((Point(0, (0,) * 6),), 0, ())):
        assert drawn(picture).tag == f"{SVG}svg"
