"""Real and official telegrams of the JMA, where their folder is there; they are not this project's to hand on."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertStatus
from integrations.alerts.jma import parse_telegram
from tests.architecture.tree import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "jma"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="real telegrams are not there (../shared/data/jma)")


def read(name: str) -> Alert:
    alert = parse_telegram((FOLDER / name).read_bytes())
    assert (alert.status, alert.change, alert.faults) == (AlertStatus.REAL, AlertChange.ISSUED, ())
    return alert


def levels(alert: Alert, scheme: str = "市町村等") -> Counter[int | None]:
    return Counter(area.level for area in alert.areas if area.scheme == scheme and not area.lifted)


def test_the_earthquake_of_2022_03_16() -> None:
    alert = read("20220316151110_0_VXSE53_010000.fukushima-only.xml")
    assert alert.kind is AlertKind.EARTHQUAKE
    assert alert.issued == datetime(2022, 3, 16, 15, 11, 9, tzinfo=UTC)
    assert alert.series == "震源・震度に関する情報/気象庁本庁/通常/20220316233646"
    assert (alert.event, alert.title) == ("20220316233646", "震源・震度情報")
    found = {area.name: area for area in alert.areas}
    city = "気象・地震・火山情報／市町村等"
    assert found["会津若松市"] == AlertArea("0720200", "会津若松市", city, "震度４", intensity="4")
    assert found["福島県"] == AlertArea("07", "福島県", "地震情報／都道府県等", "震度６強", intensity="6+")
    assert found["福島県会津"] == AlertArea("252", "福島県会津", "地震情報／細分区域", "震度５弱", intensity="5-")
    assert Counter(area.scheme for area in alert.areas)[city] == 59


def test_heavy_rain_of_level_4() -> None:
    alert = read("15_16_03_241226_VPWW55.xml")
    assert (alert.kind, alert.level) == (AlertKind.HEAVY_RAIN, 4)
    assert alert.series == "気象警報・注意報（Ｒ０６）（大雨）/稚内地方気象台/通常"
    assert AlertArea("0121400", "稚内市", "市町村等", "レベル４大雨危険警報", 4) in alert.areas
    assert levels(alert) == {4: 1, 3: 1, 2: 8}
    assert levels(alert, "府県予報区等") == {4: 1}


def test_heavy_rain_of_level_3_with_lifts_and_nothing() -> None:
    alert = read("15_17_01_250630_VPWW55.xml")
    assert (alert.kind, alert.level) == (AlertKind.HEAVY_RAIN, 3)
    assert levels(alert) == {3: 10, 2: 5, None: 3}
    assert [(area.scheme, area.announced, area.level) for area in alert.areas if area.lifted] == [
        ("市町村等をまとめた地域等", "レベル２大雨注意報", 2),
        ("市町村等", "レベル２大雨注意報", 2),
    ]


def test_landslides_of_level_4() -> None:
    alert = read("15_17_01_250630_VPWW56.xml")
    assert (alert.kind, alert.level) == (AlertKind.LANDSLIDE, 4)
    assert levels(alert) == {4: 2, 2: 13, None: 4}
    assert AlertArea("3220900", "雲南市", "市町村等", "レベル４土砂災害危険警報", 4) in alert.areas


def test_the_landslide_alert_whose_control_has_the_old_title() -> None:
    alert = read("17_04_01_250630_VXWW50.xml")
    assert (alert.kind, alert.level) == (AlertKind.LANDSLIDE, 4)
    assert alert.title == "神奈川県レベル４土砂災害危険警報"
    assert alert.series == "土砂災害警戒情報/横浜地方気象台/通常/神奈川県土砂災害警戒情報"
    assert [area.name for area in alert.areas if area.level == 4] == ["小田原市", "真鶴町", "湯河原町"]
    assert levels(alert) == {4: 3, None: 32}


def test_a_flood_in_the_form_before_2026() -> None:
    alert = read("16_07_01_220728_VXKOii.xml")
    assert (alert.kind, alert.level) == (AlertKind.RIVER_FLOOD, 4)
    assert Counter(area.scheme for area in alert.areas) == {
        "予報区域": 1,
        "河川": 2,
        "府県予報区等": 2,
        "市町村等": 4,
        "浸水想定地区": 3,
    }
    assert AlertArea("123456789012", "○○川上流", "予報区域", "氾濫危険情報", 4) in alert.areas


def test_a_band_of_heavy_rain() -> None:
    alert = read("82_01_01_241031_VPBS50.xml")
    assert (alert.kind, alert.level) == (AlertKind.BULLETIN, None)
    assert alert.title == "千葉県気象防災速報（線状降水帯発生）"
    assert [(area.code, area.name, area.announced) for area in alert.areas] == [
        ("120010", "北西部", "線状降水帯発生"),
        ("120020", "北東部", "線状降水帯発生"),
        ("120030", "南部", "線状降水帯発生"),
    ]


def test_the_flash_of_2011_03_11() -> None:
    alert = read("32-39_11_01_120615_VXSE51.xml")
    assert alert.kind is AlertKind.EARTHQUAKE
    assert len(alert.areas) == 23
    assert AlertArea("252", "福島県会津", "地震情報／細分区域", "震度３", intensity="3") in alert.areas
    assert AlertArea("222", "宮城県中部", "地震情報／細分区域", "震度６強", intensity="6+") in alert.areas


def test_the_tsunami_of_2011_03_11() -> None:
    alert = read("32-39_11_02_250206_VTSE41.xml")
    assert (alert.kind, alert.level) == (AlertKind.TSUNAMI, None)
    assert alert.event == read("32-39_11_01_120615_VXSE51.xml").event
    assert Counter(area.announced for area in alert.areas) == {
        "大津波警報：発表": 3,
        "津波警報": 5,
        "津波注意報": 15,
        "津波予報（若干の海面変動）": 20,
    }
    assert AlertArea("250", "福島県", "津波予報区", "大津波警報：発表") in alert.areas


def test_no_real_file_is_of_an_unknown_kind() -> None:
    files = sorted(FOLDER.glob("*.xml"))
    assert len(files) >= 9
    assert [file.name for file in files if parse_telegram(file.read_bytes()).kind is AlertKind.UNKNOWN] == []
