"""Intensities of prefectures, regions and municipalities, and those that have not come in."""

import pytest

from bot.core.alerts import Alert, AlertArea, AlertKind
from integrations.alerts.jma import parse_telegram
from integrations.sandbox.alerts import Status, load_samples
from tests.unit.integrations.alerts.jma.test_samples import AT
from tests.unit.integrations.alerts.jma.written import quake

REGION = "地震情報／細分区域"
CITY = "気象・地震・火山情報／市町村等"


def observed(city: str) -> str:
    place = f"<Name>会津若松市</Name><Code>0720200</Code>{city}"
    return (
        "<Intensity><Observation><Pref><Name>福島県</Name><Code>07</Code><MaxInt>5+</MaxInt>"
        f"<Area><Name>福島県会津</Name><Code>252</Code><MaxInt>5+</MaxInt><City>{place}</City></Area>"
        "</Pref></Observation></Intensity>"
    )


def city_of(alert: Alert) -> AlertArea:
    (found,) = (area for area in alert.areas if area.scheme == CITY)
    return found


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("1", "震度１"),
        ("4", "震度４"),
        ("5-", "震度５弱"),
        ("5+", "震度５強"),
        ("6-", "震度６弱"),
        ("6+", "震度６強"),
        ("7", "震度７"),
    ],
)
def test_the_intensity_is_told_in_code_and_in_words(code: str, word: str) -> None:
    alert = quake(body=observed(f"<MaxInt>{code}</MaxInt>")).alert()
    assert city_of(alert) == AlertArea("0720200", "会津若松市", CITY, word, intensity=code)
    assert alert.faults == ()


def test_prefecture_and_region_are_kept_with_their_schemes() -> None:
    alert = quake(body=observed("<MaxInt>4</MaxInt>")).alert()
    assert alert.areas[:2] == (
        AlertArea("07", "福島県", "地震情報／都道府県等", "震度５強", intensity="5+"),
        AlertArea("252", "福島県会津", REGION, "震度５強", intensity="5+"),
    )
    assert (alert.kind, alert.level) == (AlertKind.EARTHQUAKE, None)


@pytest.mark.parametrize(("max_int", "intensity"), [("", ""), ("<MaxInt>3</MaxInt>", "3")])
def test_an_intensity_that_has_not_come_in_is_a_fault_and_the_city_stays(max_int: str, intensity: str) -> None:
    alert = quake(body=observed(f"{max_int}<Condition>震度５弱以上未入電</Condition>")).alert()
    assert city_of(alert) == AlertArea("0720200", "会津若松市", CITY, "震度５弱以上未入電", intensity=intensity)
    assert alert.faults == ("会津若松市: 震度５弱以上と考えられますが、震度が届いていません。",)


def test_a_silent_observation_point_is_named() -> None:
    stations = (
        "<MaxInt>5-</MaxInt><IntensityStation><Name>会津若松市材木町</Name><Code>0720200</Code>"
        "<Int>震度５弱以上未入電</Int></IntensityStation>"
    )
    alert = quake(body=observed(stations)).alert()
    assert city_of(alert).intensity == "5-"
    assert alert.faults == ("会津若松市: 震度５弱以上と考えられますが、震度が届いていません（会津若松市材木町）。",)


def test_an_observation_point_with_the_code_of_its_city_is_no_area() -> None:
    """In older telegrams 材木町 has the code of the city itself."""
    station = "<IntensityStation><Name>材木町</Name><Code>0720200</Code><Int>7</Int></IntensityStation>"
    alert = quake(body=observed(f"<MaxInt>4</MaxInt>{station}")).alert()
    assert [area.intensity for area in alert.areas if area.code == "0720200"] == ["4"]


def test_an_unknown_intensity_is_kept_as_written() -> None:
    alert = quake(body=observed("<MaxInt>不明</MaxInt>")).alert()
    assert city_of(alert) == AlertArea("0720200", "会津若松市", CITY, "不明")
    assert alert.faults == ("会津若松市: 知らない震度「不明」です。",)


def test_a_flash_without_a_body_is_read_from_its_head() -> None:
    information = (
        '<Information type="震度速報"><Item><Kind><Name>震度５強</Name></Kind><Areas codeType="地震情報／細分区域">'
        "<Area><Name>福島県会津</Name><Code>252</Code></Area></Areas></Item></Information>"
    )
    alert = quake(title="震度速報", information=information).alert()
    assert alert.areas == (AlertArea("252", "福島県会津", REGION, "震度５強", intensity="5+"),)


def test_flash_and_details_of_one_earthquake_share_its_event() -> None:
    samples = load_samples()
    flash, whole = (
        parse_telegram(samples[name].written(Status.REAL, AT, "20261122143000", 1)) for name in ("quake_flash", "quake")
    )
    assert flash.event == whole.event == "20261122143000"
    assert flash.series != whole.series
