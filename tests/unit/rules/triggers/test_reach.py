"""How far an alert reaches into the city: by codes and names, and never by a guess."""

from dataclasses import replace

import pytest

from bot.core.alerts import Alert, AlertArea, AlertKind, AlertSource
from bot.core.ids import DistrictId
from bot.core.incidents import Hazard
from bot.core.people import District
from bot.core.proposals import Draft, Whom
from bot.core.triggers import Triggers
from bot.rules.triggers.parts import parts_of
from bot.rules.triggers.reach import reach
from bot.rules.triggers.why import Why
from tests.unit.rules.triggers.pure_desk import (
    CITY,
    DISTRICTS,
    IKKI,
    MONDEN,
    TRIGGERS,
    alert,
    flash,
    of_city,
    order,
    quake,
    rain,
)


def reached(of: Alert, triggers: Triggers = TRIGGERS, known: tuple[District, ...] = DISTRICTS) -> Draft:
    found = reach(of, triggers, CITY, known)
    assert isinstance(found, Draft), found
    return found


def kept(of: Alert, triggers: Triggers = TRIGGERS) -> Why:
    found = reach(of, triggers, CITY, DISTRICTS)
    assert isinstance(found, Why), found
    return found


@pytest.mark.parametrize(("intensity", "level"), [("5-", "5弱"), ("5+", "5強"), ("6-", "6弱"), ("7", "7")])
def test_a_quake_of_lower_5_and_more_asks_the_whole_city(intensity: str, level: str) -> None:
    draft = reached(quake(intensity))
    assert (draft.hazard, draft.level, draft.districts, draft.whom) == (
        Hazard.EARTHQUAKE,
        level,
        (),
        Whom.EVERYBODY,
    )
    assert draft.title == "11月22日14時30分ごろの地震（気象庁発表）"


def test_a_later_report_tells_when_the_earthquake_was_and_not_when_it_was_issued() -> None:
    draft = reached(quake("5+", event="20261122140512"))
    assert draft.title == "11月22日14時05分ごろの地震（気象庁発表）"


@pytest.mark.parametrize("event", ["20261122053000", "20261122143100", "20261121143000"])
def test_an_id_that_is_no_hour_near_the_report_makes_nobody_read_a_wrong_one(event: str) -> None:
    assert reached(quake("5+", event=event)).title == "11月22日14時30分ごろの地震（気象庁発表）"


@pytest.mark.parametrize("intensity", ["1", "4", ""])
def test_less_than_lower_5_asks_nobody(intensity: str) -> None:
    assert kept(quake(intensity)) is Why.BELOW


def test_a_station_that_is_silent_where_lower_5_was_expected_counts_as_lower_5() -> None:
    silent = quake("", announced="震度５弱以上未入電")
    assert (reached(silent).level, reached(silent).rank) == ("5弱以上", reached(quake("5-")).rank)
    assert "届いていない" in reached(silent).notes[0]
    assert reached(quake("6-", announced="震度５弱以上未入電")).level == "6弱"


def test_a_flash_report_knows_only_the_region_and_says_so() -> None:
    draft = reached(flash("5+"))
    assert draft.level == "5強"
    assert "福島県会津の最大震度" in draft.notes[0]


def test_once_municipalities_are_named_the_region_counts_no_more() -> None:
    region = AlertArea("252", "福島県会津", "地震情報／細分区域", intensity="6+")
    assert kept(alert(AlertKind.EARTHQUAKE, region, of_city("4"))) is Why.BELOW
    assert kept(alert(AlertKind.EARTHQUAKE, region, of_city("6+", code="0742100"))) is Why.OTHER_AREA


def test_the_same_code_in_another_scheme_is_another_place() -> None:
    station = AlertArea("0720200", "会津若松市材木町", "震度観測点", intensity="6+")
    assert kept(alert(AlertKind.EARTHQUAKE, station)) is Why.OTHER_AREA
    group = AlertArea("0720200", "会津中部", "市町村等をまとめた地域等", level=5)
    assert kept(alert(AlertKind.HEAVY_RAIN, group)) is Why.OTHER_AREA


def test_an_order_of_level_3_is_for_those_who_need_support_and_who_help_them() -> None:
    draft = reached(order(3, "一箕地区"))
    assert (draft.title, draft.level, draft.whom, draft.districts) == ("高齢者等避難", "3", Whom.SUPPORTED, (IKKI,))


@pytest.mark.parametrize(("level", "title"), [(4, "避難指示"), (5, "緊急安全確保")])
def test_an_order_of_level_4_and_5_is_for_everybody_of_the_districts(level: int, title: str) -> None:
    draft = reached(order(level, "一箕地区", "門田地区"))
    assert (draft.title, draft.whom, draft.districts) == (title, Whom.EVERYBODY, (IKKI, MONDEN))


@pytest.mark.parametrize(
    ("name", "district"),
    [("一箕", IKKI), ("一箕 地区", IKKI), ("会津若松市一箕地区", IKKI), ("一箕町八幡", IKKI), ("大字一箕町金堀", IKKI)],
)
def test_a_place_is_found_by_its_name_or_by_the_citys_own_table(name: str, district: DistrictId) -> None:
    assert reached(order(4, name)).districts == (district,)


@pytest.mark.parametrize("name", ["大戸町", "門", "一", "みなと町"])
def test_a_place_that_matches_no_district_asks_the_whole_city_and_staff_are_told(name: str) -> None:
    draft = reached(order(4, "一箕地区", name))
    assert draft.districts == ()
    assert name in draft.notes[0]


@pytest.mark.parametrize("name", ["会津若松市", "市内全域", "全域"])
def test_an_order_for_the_whole_city_needs_no_remark(name: str) -> None:
    assert (reached(order(4, name)).districts, reached(order(4, name)).notes) == ((), ())


def test_a_place_of_a_district_that_is_not_loaded_is_unknown() -> None:
    assert reached(order(4, "一箕町八幡"), known=(District(MONDEN, "門田地区"),)).districts == ()


def test_each_level_of_an_order_reaches_its_own_districts_the_gravest_first() -> None:
    both = replace(order(4), areas=(*order(3, "門田地区").areas, *order(4, "一箕地区").areas))
    drafts = [reached(each) for each in parts_of(both, TRIGGERS)]
    assert [(each.level, each.districts, each.whom) for each in drafts] == [
        ("4", (IKKI,), Whom.EVERYBODY),
        ("3", (MONDEN,), Whom.SUPPORTED),
    ]


def test_a_level_that_the_city_does_not_want_proposed_or_that_is_lifted_is_no_part() -> None:
    lifted = order(3, "門田地区", lifted=True).areas
    both = replace(order(4), areas=(*order(2, "東山地区").areas, *lifted, *order(4, "一箕地区").areas))
    assert parts_of(both, TRIGGERS) == (both,)
    strong = quake("7")
    assert parts_of(strong, TRIGGERS) == (strong,)


def test_an_order_that_is_lifted_or_of_another_city_reaches_nobody() -> None:
    assert kept(order(4, "一箕地区", lifted=True)) is Why.LIFTED
    elsewhere = replace(order(4), areas=(AlertArea("074217", "会津坂下町", level=4),))
    assert kept(elsewhere) is Why.OTHER_AREA
    assert kept(replace(order(4), areas=(AlertArea("", "会津若松市", level=4),))) is Why.OTHER_AREA


@pytest.mark.parametrize("level", [4, 5])
def test_a_level_of_the_jma_is_never_called_the_citys_order(level: int) -> None:
    draft = reached(rain(level))
    assert draft.level == f"警戒レベル{level}相当"
    assert "市の避難指示ではありません" in draft.title
    assert "気象庁" in draft.title
    assert draft.rank < reached(order(level)).rank


@pytest.mark.parametrize(("level", "why"), [(3, Why.BELOW), (2, Why.BELOW), (None, Why.BELOW)])
def test_a_lower_level_of_the_jma_asks_nobody(level: int | None, why: Why) -> None:
    assert kept(rain(level)) is why


def test_a_flood_reaches_the_districts_of_the_places_it_names() -> None:
    city = AlertArea("0720200", CITY, "市町村等", "氾濫", 4)
    place = AlertArea("0720200", "一箕町", "浸水想定地区", "氾濫", 4)
    assert reached(alert(AlertKind.RIVER_FLOOD, city, place)).districts == (IKKI,)
    unknown = AlertArea("0720200", "川原町", "浸水想定地区", "氾濫", 4)
    assert reached(alert(AlertKind.RIVER_FLOOD, city, place, unknown)).districts == ()


def test_a_tsunami_goes_by_its_word_on_the_citys_coast() -> None:
    coast = AlertArea("250", "福島県", "津波予報区", "大津波警報：発表")
    assert reached(alert(AlertKind.TSUNAMI, coast)).title == "大津波警報（気象庁発表）"
    assert kept(alert(AlertKind.TSUNAMI, replace(coast, announced="津波注意報"))) is Why.BELOW
    assert kept(alert(AlertKind.TSUNAMI, replace(coast, announced="津波警報解除", lifted=True))) is Why.LIFTED
    assert kept(alert(AlertKind.TSUNAMI, replace(coast, code="201"))) is Why.OTHER_AREA


def test_a_bulletin_and_an_occurrence_go_by_the_words_of_the_citys_file() -> None:
    band = AlertArea("070030", "会津", "気象情報／府県予報区・細分区域等", "線状降水帯発生")
    assert reached(alert(AlertKind.BULLETIN, band)).title == "線状降水帯発生（気象庁発表）"
    flag = AlertArea("072028", CITY, announced="地震")
    assert reached(alert(AlertKind.OCCURRENCE, flag, source=AlertSource.RESCUENOW)).hazard is Hazard.EARTHQUAKE
    assert kept(alert(AlertKind.OCCURRENCE, replace(flag, announced="停電"))) is Why.BELOW


@pytest.mark.parametrize(
    "of", [quake("7"), order(5), rain(5), alert(AlertKind.TSUNAMI), alert(AlertKind.BULLETIN), alert(AlertKind.SHELTER)]
)
def test_a_city_without_triggers_has_nothing_proposed(of: Alert) -> None:
    assert kept(of, Triggers(codes=TRIGGERS.codes)) is Why.NOT_ASKED_FOR


def test_shelters_of_the_neighbouring_town_are_told_apart_from_the_citys_own() -> None:
    ours, theirs = AlertArea("072028", CITY), AlertArea("072010", "福島市")
    assert kept(alert(AlertKind.SHELTER, ours)) is Why.NOT_ASKED_FOR
    assert kept(alert(AlertKind.SHELTER, theirs, ours)) is Why.NOT_ASKED_FOR
    assert kept(alert(AlertKind.SHELTER, AlertArea("", "どこか"))) is Why.NOT_ASKED_FOR
    assert kept(alert(AlertKind.SHELTER, theirs)) is Why.OTHER_AREA


def test_an_unknown_kind_is_kept() -> None:
    assert kept(alert(AlertKind.UNKNOWN)) is Why.UNKNOWN


def test_no_word_of_a_telegram_reaches_people() -> None:
    said = "悪口"
    hostile = [
        replace(order(4, "一箕地区"), title=said, headline=said),
        replace(quake("6+"), title=said, headline=said),
        replace(rain(5), title=said, areas=(replace(rain(5).areas[0], announced=said),)),
    ]
    assert not any(said in reached(each).title + reached(each).level for each in hostile)
