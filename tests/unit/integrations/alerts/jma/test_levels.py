"""Levels come from the table of codes; a name or a title that says another is a fault, and no guess."""

import pytest

from bot.core.alerts import AlertArea, AlertKind
from integrations.alerts.jma.levels import named_level
from tests.unit.integrations.alerts.jma.written import LANDSLIDE, MIXED, RAIN, Written, kind, one_area, warning

CITY = ("0720200", "会津若松市", "市町村等")


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("レベル５大雨特別警報", "33", 5),
        ("レベル４大雨危険警報", "43", 4),
        ("レベル３大雨警報", "03", 3),
        ("レベル２大雨注意報", "10", 2),
        ("レベル５土砂災害特別警報", "39", 5),
        ("レベル４土砂災害危険警報", "49", 4),
        ("レベル３土砂災害警報", "09", 3),
        ("レベル２土砂災害注意報", "29", 2),
        ("レベル５高潮特別警報", "38", 5),
        ("レベル４高潮危険警報", "48", 4),
        ("レベル３高潮警報", "08", 3),
        ("レベル２高潮注意報", "19", 2),
        ("洪水警報", "04", 3),
        ("洪水注意報", "18", 2),
        ("暴風雪特別警報", "32", None),
        ("大雪警報", "06", None),
        ("雷注意報", "14", None),
    ],
)
def test_the_code_says_the_level(name: str, code: str, level: int | None) -> None:
    alert = Written(body=warning(kind(name, code))).alert()
    assert one_area(alert) == AlertArea(*CITY, announced=name, level=level)
    assert alert.level == level
    assert alert.faults == ()


@pytest.mark.parametrize("name", ["レベル３大雨警報", "レベル3大雨警報", "ﾚﾍﾞﾙ３大雨警報"])
def test_a_name_of_another_level_is_a_fault_and_the_code_counts(name: str) -> None:
    alert = Written(body=warning(kind(name, "43"))).alert()
    assert alert.level == 4
    assert alert.faults == (f"コード「43」のレベルは4ですが、名前は「{name}」です。",)


def test_a_level_where_the_code_has_none_is_a_fault() -> None:
    alert = Written(body=warning(kind("レベル４暴風警報", "05"))).alert()
    assert alert.level is None
    assert alert.faults == ("コード「05」のレベルはなしですが、名前は「レベル４暴風警報」です。",)


def test_an_unknown_code_keeps_its_area_and_has_no_level() -> None:
    alert = Written(body=warning(kind("レベル４大雨危険警報", "77"))).alert()
    assert one_area(alert) == AlertArea(*CITY, announced="レベル４大雨危険警報")
    assert alert.faults == ("知らないコード「77」です（レベル４大雨危険警報）。レベルは読んでいません。",)


@pytest.mark.parametrize(
    ("name", "level"),
    [("レベル４大雨危険警報", 4), ("警戒レベル3相当", 3), ("レベル２からレベル４", 4), ("大雨警報", None)],
)
def test_digits_of_either_width_are_read(name: str, level: int | None) -> None:
    assert named_level(name) == level


def test_what_is_lifted_has_its_level_and_does_not_count() -> None:
    alert = Written(body=warning(kind("レベル３大雨警報", "03", "解除", ("レベル３大雨警報", "03")))).alert()
    assert one_area(alert) == AlertArea(*CITY, announced="レベル３大雨警報", level=3, lifted=True)
    assert alert.level is None


def test_a_bare_lift_is_told_by_what_stood_before() -> None:
    alert = Written(body=warning(kind("解除", "00", "解除", ("レベル４大雨危険警報", "43")))).alert()
    assert one_area(alert) == AlertArea(*CITY, announced="レベル４大雨危険警報", level=4, lifted=True)


def test_a_fall_from_one_level_to_another_is_the_level_that_holds_now() -> None:
    last = ("レベル５大雨特別警報", "33")
    alert = Written(body=warning(kind("レベル４大雨危険警報", "43", "特別警報から危険警報", last))).alert()
    assert one_area(alert) == AlertArea(*CITY, announced="レベル４大雨危険警報", level=4)
    assert alert.faults == ()


def test_nothing_announced_is_an_area_without_an_announcement() -> None:
    alert = Written(body=warning(kind(status="発表警報・注意報はなし"))).alert()
    assert one_area(alert) == AlertArea(*CITY)
    assert alert.faults == ()


def test_nothing_announced_beside_a_code_is_a_fault() -> None:
    alert = Written(body=warning(kind("レベル４大雨危険警報", "43", "発表警報・注意報はなし"))).alert()
    assert alert.level == 4
    assert alert.faults == ("状態は「発表警報・注意報はなし」ですが、コード「43」があります。",)


def test_an_unknown_status_is_a_fault_and_the_area_stays() -> None:
    alert = Written(body=warning(kind("レベル３大雨警報", "03", "検討中"))).alert()
    assert alert.level == 3
    assert alert.faults == ("知らない状態「検討中」です。",)


def test_a_title_of_another_level_than_the_areas_is_a_fault() -> None:
    body = warning(kind("警戒", "3"), scheme="土砂災害警戒情報")
    alert = Written(title=LANDSLIDE, head_title="福島県レベル５土砂災害特別警報", body=body).alert()
    assert alert.level == 4
    assert alert.faults == ("表題またはお知らせはレベル5ですが、地域のコードはレベル4までです。",)


def test_the_landslide_alert_is_level_4_for_municipalities() -> None:
    body = warning(kind("警戒", "3"), scheme="土砂災害警戒情報") + warning(
        kind("なし", "0", "なし"), scheme="土砂災害警戒情報"
    )
    alert = Written(title=LANDSLIDE, head_title="福島県レベル４土砂災害危険警報", body=body).alert()
    assert alert.areas == (AlertArea(*CITY, announced="警戒", level=4), AlertArea(*CITY))
    assert (alert.kind, alert.faults) == (AlertKind.LANDSLIDE, ())


def test_a_landslide_alert_that_is_lifted_does_not_count() -> None:
    body = warning(kind("解除", "1", "解除"), scheme="土砂災害警戒情報")
    alert = Written(title=LANDSLIDE, head_title="福島県土砂災害警戒情報", body=body).alert()
    assert one_area(alert) == AlertArea(*CITY, announced="解除", lifted=True)


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([("雷注意報", "14"), ("大雨警報", "03"), ("洪水注意報", "18")], AlertKind.HEAVY_RAIN),
        ([("洪水警報", "04"), ("大雨注意報", "10")], AlertKind.RIVER_FLOOD),
        ([("雷注意報", "14")], AlertKind.WEATHER),
        ([], AlertKind.WEATHER),
    ],
)
def test_the_telegram_of_2015_is_of_the_kind_of_its_highest_level(
    kinds: list[tuple[str, str]], found: AlertKind
) -> None:
    alert = Written(title=MIXED, body=warning(*(kind(name, code, "継続") for name, code in kinds))).alert()
    assert alert.kind is found
    assert [area.announced for area in alert.areas] == [name for name, _ in kinds]


def test_a_notice_of_a_higher_level_than_the_old_codes_can_say_is_a_fault() -> None:
    body = "<Notice>〈レベル４大雨危険警報〉会津若松市</Notice>" + warning(kind("大雨警報", "03", "継続"))
    assert Written(title=MIXED, body=body).alert().faults == (
        "表題またはお知らせはレベル4ですが、地域のコードはレベル3までです。",
    )


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("大雨", AlertKind.HEAVY_RAIN),
        ("土砂", AlertKind.LANDSLIDE),
        ("高潮", AlertKind.STORM_SURGE),
        ("暴風", AlertKind.STORM),
        ("波浪", AlertKind.WAVES),
        ("大雪", AlertKind.HEAVY_SNOW),
        ("その他の注意報", AlertKind.WEATHER),
        ("その他注意報", AlertKind.WEATHER),
        ("集約通報", AlertKind.UNKNOWN),
    ],
)
def test_each_telegram_of_2026_is_of_its_own_kind(part: str, found: AlertKind) -> None:
    assert Written(title=RAIN.replace("大雨", part)).alert().kind is found


def test_a_telegram_full_of_faults_is_told_in_short() -> None:
    alert = Written(body="".join(warning(kind("何か", f"x{number}")) for number in range(100))).alert()
    assert len(alert.areas) == 100
    assert len(alert.faults) == 31
    assert alert.faults[-1] == "ほかに70件"
