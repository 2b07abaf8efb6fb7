"""Floods of designated rivers: one level for the stretch, and who lives there."""

import pytest

from bot.core.alerts import AlertArea, AlertKind
from tests.unit.integrations.alerts.jma.written import FLOOD, Written, kind


def information(scheme: str, name: str, code: str, announced: tuple[str, str]) -> str:
    return (
        f'<Information type="指定河川洪水予報（{scheme}）"><Item><Kind><Name>{announced[0]}</Name>'
        f"<Code>{announced[1]}</Code></Kind><Areas><Area><Name>{name}</Name><Code>{code}</Code></Area></Areas>"
        "</Item></Information>"
    )


def flood(name: str, code: str, places: str = "川原町 神指町") -> Written:
    head = information("予報区域", "湯川", "070000000100", (name, code))
    place = (
        "<Area><Name>見本</Name><Code>07000000010000001</Code><City>会津若松市</City><CityCode>0720200</CityCode>"
        f"<SubCityList>{places}</SubCityList></Area>"
    )
    item = f"<Item>{kind('浸水想定地区', '1', '対象地域')}<Areas>{place}{place}</Areas></Item>"
    return Written(
        title=FLOOD, head_title=f"湯川{name}", event="070000000100", information=head, body=f"<Warning>{item}</Warning>"
    )


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("レベル５氾濫特別警報", "51", 5),
        ("レベル５氾濫特別警報（氾濫水の予報）", "53", 5),
        ("レベル４氾濫危険警報", "40", 4),
        ("レベル４氾濫危険警報", "41", 4),
        ("レベル３氾濫警報", "30", 3),
        ("レベル３氾濫警報", "31", 3),
        ("レベル２氾濫注意報", "20", 2),
        ("レベル２氾濫注意報", "21", 2),
        ("レベル２氾濫注意報（警報解除）", "22", 2),
        ("氾濫危険情報", "40", 4),
    ],
)
def test_the_codes_of_rivers_are_not_those_of_the_weather(name: str, code: str, level: int) -> None:
    alert = flood(name, code).alert()
    assert alert.kind is AlertKind.RIVER_FLOOD
    assert alert.level == level
    assert alert.faults == ()


def test_municipalities_and_their_places_have_the_level_of_the_stretch_once() -> None:
    name = "レベル４氾濫危険警報"
    assert flood(name, "40").alert().areas == (
        AlertArea("070000000100", "湯川", "予報区域", name, 4),
        AlertArea("0720200", "会津若松市", "市町村等", name, 4),
        AlertArea("0720200", "川原町", "浸水想定地区", name, 4),
        AlertArea("0720200", "神指町", "浸水想定地区", name, 4),
    )


def test_a_dash_is_no_place() -> None:
    areas = flood("レベル４氾濫危険警報", "40", "-").alert().areas
    assert [area.scheme for area in areas] == ["予報区域", "市町村等"]


def test_what_is_lifted_is_lifted_for_the_municipalities_too() -> None:
    alert = flood("レベル２氾濫注意報解除", "10").alert()
    assert all(area.lifted and area.level == 2 for area in alert.areas)
    assert alert.level is None
