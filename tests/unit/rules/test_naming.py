"""The names under which a gazetteer looks for a city's districts and people: telling ones only."""

import pytest

from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import District
from bot.rules.naming import named_block, named_district, named_person, named_resident, named_site

IKKI = District(DistrictId("ikki"), "一箕地区", "一箕町八幡町内会")


def test_a_district_answers_to_its_name_its_stem_its_town_its_kana_and_its_association() -> None:
    named = named_district(IKKI, "いっきちく")
    assert named.kind is SlotKind.DISTRICT
    assert named.value == "ikki"
    assert set(named.names) == {"一箕地区", "一箕", "一箕町", "いっきちく", "一箕町八幡町内会", "一箕町八幡"}


def test_a_stem_in_kana_that_is_too_short_to_be_told_from_a_word_is_no_name() -> None:
    assert "いっき" not in named_district(IKKI, "いっきちく").names


def test_a_town_is_not_called_town_twice() -> None:
    assert named_district(District(DistrictId("kita"), "北町")).names == ("北町",)


def test_a_block_answers_to_both_kinds_of_digits() -> None:
    assert named_block(DistrictId("ikki"), "1班").names == ("1班", "一班")


def test_blocks_of_two_districts_are_two() -> None:
    assert named_block(DistrictId("ikki"), "1班").value != named_block(DistrictId("monden"), "1班").value


@pytest.mark.parametrize(
    ("name", "short"), [("鶴城小学校", "鶴城小"), ("第一中学校", "第一中"), ("会津高等学校", "会津高校")]
)
def test_a_school_answers_to_what_everybody_calls_it(name: str, short: str) -> None:
    assert short in named_site("s", name).names


def test_a_school_answers_to_its_reading_with_the_short_word_behind_it() -> None:
    assert "いっき小" in named_site("s", "一箕小学校", "いっきしょうがっこう").names


def test_a_person_answers_to_the_whole_and_the_given_name_in_kanji_and_kana() -> None:
    named = named_person(PersonId("P001"), "会津 花子", "アイヅ ハナコ")
    assert {"会津花子", "花子", "花子さん", "アイヅハナコ", "ハナコ"} <= set(named.names)


def test_the_family_name_alone_names_nobody() -> None:
    assert "会津" not in named_person(PersonId("P001"), "会津 花子", "アイヅ ハナコ").names


@pytest.mark.parametrize(("name", "kana", "bare"), [("星 ゆき", "ホシ ユキ", "ゆき"), ("星 学", "ホシ マナブ", "学")])
def test_a_short_given_name_is_one_only_with_a_title(name: str, kana: str, bare: str) -> None:
    names = named_person(PersonId("P1"), name, kana).names
    assert bare not in names
    assert f"{bare}さん" in names


def test_a_name_that_the_register_holds_in_one_piece_is_a_name() -> None:
    assert named_person(PersonId("P1"), "マリアサントス").names == ("マリアサントス",)


def test_nobody_is_called_nothing() -> None:
    assert named_person(PersonId("P1"), " ", "").names == ()


@pytest.mark.parametrize(
    "name", ["佐藤", "佐藤さん", "佐藤さんち", "佐藤宅", "サトウ", "サトウさん", "佐藤正一", "正一"]
)
def test_a_resident_answers_on_the_street_to_the_family_name_alone_and_to_the_house(name: str) -> None:
    assert name in named_resident(PersonId("P1"), "佐藤 正一", "サトウ ショウイチ").names


def test_a_short_family_name_in_kana_is_looked_for_with_a_title_alone() -> None:
    names = named_resident(PersonId("P1"), "星 由美", "ホシ ユミ").names
    assert "ホシさん" in names
    assert "ホシ" not in names


def test_a_resident_with_one_name_answers_to_it_and_to_the_house() -> None:
    assert {"ラン", "ランさん", "ラン宅"} <= set(named_resident(PersonId("P1"), "ラン").names)


def test_a_resident_without_a_name_is_called_nothing() -> None:
    assert named_resident(PersonId("P1"), " ").names == ()


def test_the_forms_of_a_name_are_made_once() -> None:
    once = named_person(PersonId("P1"), "会津 花子", "アイヅ ハナコ")
    assert named_person(PersonId("P1"), "会津 花子", "アイヅ ハナコ") is once
    assert named_person(PersonId("P1"), "会津 はな", "アイヅ ハナ") is not once
