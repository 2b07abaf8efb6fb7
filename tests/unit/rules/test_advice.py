"""Advice by level and by person: the words of the law, whose level it is, and where to."""

from dataclasses import replace

import pytest

from bot.core.audience import Fit
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import City, District
from bot.core.replies import AlertLevel, Card, Speech, Tone
from bot.rules.advice import announced
from bot.rules.opening_message import opening_message, opening_words
from bot.storage import speech
from config.catalogue import load_catalogue
from tests.contracts.city import NOON

CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
EAST = DistrictId("east")
RAIN = Incident(IncidentId("rain"), "大雨", Hazard.FLOOD, "3", (EAST,), drill=False, opened_at=NOON)
LEAVING = Fit(leaving=True, sites=("東小学校", "東公民館"))
OTHERS = Fit(sites=("東小学校",))
BOOK = load_catalogue("Asia/Tokyo")


def card(incident: Incident, fit: Fit) -> Card:
    (said,) = opening_message(incident, CITY, (District(EAST, "東町"),), fit)
    assert isinstance(said, Card)
    return said


def words(incident: Incident, fit: Fit, language: Language = Language.JAPANESE) -> str:
    shown = card(incident, fit)
    texts = (shown.header, *(each.text for each in shown.blocks if hasattr(each, "text")))
    return "\n".join(BOOK.say(each, language) for each in texts)


def test_level_3_tells_those_who_need_time_to_leave_and_the_others_to_get_ready() -> None:
    leaving, others = words(RAIN, LEAVING), words(RAIN, OTHERS)
    assert "警戒レベル3 高齢者等避難" in leaving
    assert "あなたは、避難を始めてください。支える人も" in leaving
    assert "東小学校、東公民館" in leaving
    assert "警戒レベル3 高齢者等避難" in others
    assert "避難の準備をしてください。" in others
    assert "東小学校" not in others


@pytest.mark.parametrize("level", ["3", "4", "5", "警戒レベル4相当"])
def test_in_no_known_district_the_words_are_a_residents_first_and_then_of_whomever_they_may_help(level: str) -> None:
    """A son lives with his mother, and nobody has matched his address: his own life comes first."""
    rain = replace(RAIN, level=level)
    resident, both = words(rain, Fit()), words(rain, Fit(may_help=True))
    before, of_the_other = both.removesuffix(resident[resident.index("\nご無事ですか?") :]).rsplit("\n", 1)
    assert before == resident[: resident.index("\nご無事ですか?")]
    assert of_the_other.startswith("手助けする方がその地区にいるときは、電話で「")


@pytest.mark.parametrize(
    ("level", "call"),
    [
        ("1", "災害への心構えを高める"),
        ("2", "自らの避難行動を確認"),
        ("3", "危険な場所から高齢者等は避難\n〜警戒レベル4までに必ず避難！〜"),
        ("4", "危険な場所から全員避難\n〜警戒レベル4までに必ず避難！〜"),
        ("5", "命の危険 直ちに安全確保！"),
    ],
)
def test_every_level_calls_in_the_words_that_are_the_same_all_over_japan(level: str, call: str) -> None:
    rain = replace(RAIN, level=level)
    for fit in (LEAVING, OTHERS, Fit(may_help=True)):
        assert call in words(rain, fit)
    assert card(rain, OTHERS).level == int(level)


def test_a_level_of_the_jma_does_not_use_the_words_of_an_order() -> None:
    said = words(replace(RAIN, level="警戒レベル4相当"), OTHERS)
    assert not any(each in said for each in ("全員避難", "までに必ず避難", "避難指示\n"))


def test_level_4_tells_everybody_to_leave_and_where_to() -> None:
    said = words(replace(RAIN, level="4"), OTHERS)
    assert "警戒レベル4 避難指示" in said
    assert "全員、避難してください。" in said
    assert "東小学校" in said


@pytest.mark.parametrize("language", Language)
def test_where_no_site_is_named_those_who_are_to_leave_read_what_else_there_is(language: Language) -> None:
    else_ = {Language.JAPANESE: "親せき", Language.PLAIN_JAPANESE: "友だち", Language.ENGLISH: "friends"}
    order = replace(RAIN, level="4")
    for nowhere in (Fit(), Fit(leaving=True), Fit(may_help=True)):
        said = words(order, nowhere, language)
        assert else_[language] in said
        assert CITY.phone in said
    named, preparing = words(order, LEAVING, language), words(RAIN, Fit(), language)
    for said in (named, preparing, words(replace(RAIN, level="5"), Fit(), language)):
        assert else_[language] not in said


@pytest.mark.parametrize(
    ("title", "hazard", "said"),
    [
        ("避難指示", Hazard.LANDSLIDE, "「避難指示」(土砂災害・警戒レベル4)"),
        ("土砂災害の避難指示", Hazard.LANDSLIDE, "「土砂災害の避難指示」(警戒レベル4)"),
        ("阿賀川の増水", Hazard.FLOOD, "「阿賀川の増水」(警戒レベル4)"),
        ("避難指示", Hazard.OTHER, "「避難指示」(警戒レベル4)"),
    ],
)
def test_the_hazard_is_said_where_the_title_does_not(title: str, hazard: Hazard, said: str) -> None:
    assert said in words(replace(RAIN, title=title, hazard=hazard, level="4"), LEAVING)


def test_of_what_asks_nobody_to_leave_the_title_is_enough() -> None:
    assert "「秋の訓練」(警戒レベル2)" in words(replace(RAIN, title="秋の訓練", level="2"), LEAVING)


@pytest.mark.parametrize("language", Language)
def test_what_is_known_to_be_open_says_so_and_only_the_others_are_to_be_checked(language: Language) -> None:
    order = replace(RAIN, level="4")
    some = words(order, replace(LEAVING, opened=("東小学校",)), language)
    every = words(order, replace(LEAVING, opened=LEAVING.sites), language)
    none = words(order, LEAVING, language)
    marks = {
        Language.JAPANESE: "(開いています)",
        Language.PLAIN_JAPANESE: "(開いて います)",
        Language.ENGLISH: " (open)",
    }
    checks = {Language.JAPANESE: "確かめて", Language.PLAIN_JAPANESE: "たしかめて", Language.ENGLISH: "city's notices"}
    assert [said.count(marks[language]) for said in (none, some, every)] == [0, 1, 2]
    assert [checks[language] in said for said in (none, some, every)] == [True, True, False]
    assert some.index("東小学校") < some.index("東公民館")


def test_level_5_sends_nobody_out_to_a_site() -> None:
    said = words(replace(RAIN, level="5"), LEAVING)
    assert "警戒レベル5 緊急安全確保" in said
    assert "東小学校" not in said


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("level", ["5", "警戒レベル5相当"])
def test_level_5_sends_no_helper_out_either(level: str, language: Language) -> None:
    said = words(replace(RAIN, level=level), Fit(may_help=True), language)
    leave = {Language.JAPANESE: "避難して", Language.PLAIN_JAPANESE: "にげて", Language.ENGLISH: "leave"}
    safe = {Language.JAPANESE: "安全な場所で", Language.PLAIN_JAPANESE: "安全な ところ", Language.ENGLISH: "safe place"}
    assert leave[language] not in said
    assert safe[language] in said


@pytest.mark.parametrize("level", ["警戒レベル4相当", "レベル4相当"])
def test_a_level_of_the_jma_is_never_called_the_citys_order(level: str) -> None:
    said = words(replace(RAIN, level=level), LEAVING)
    assert "警戒レベル4相当" in said
    assert "避難指示では、まだありません" in said
    assert "東小学校" not in said


def test_a_quake_of_intensity_3_is_no_alert_level() -> None:
    quake = replace(RAIN, hazard=Hazard.EARTHQUAKE)
    assert announced(quake) is None
    assert card(quake, OTHERS).level is None
    assert not callable(opening_words(quake, CITY, ()))


@pytest.mark.parametrize("level", ["1", "2", "", "6", "35", "警戒レベル2相当"])
def test_what_asks_nobody_to_leave_is_the_same_for_everybody(level: str) -> None:
    assert not callable(opening_words(replace(RAIN, level=level), CITY, ()))


def test_a_drill_keeps_its_mark_beside_the_colour_of_the_level() -> None:
    drill = card(replace(RAIN, drill=True), LEAVING)
    assert (drill.tone, drill.level) == (Tone.DRILL, AlertLevel.ELDERLY)
    assert "【訓練】" in BOOK.say(drill.header, Language.JAPANESE)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("level", ["3", "4", "5", "警戒レベル3相当"])
def test_the_level_is_written_in_every_language(level: str, language: Language) -> None:
    digit = next(each for each in level if each.isdigit())
    assert digit in words(replace(RAIN, level=level), LEAVING, language).split("\n")[1]


def test_a_level_survives_the_outbox_and_a_card_without_one_is_read_as_before() -> None:
    for incident in (RAIN, replace(RAIN, level="")):
        said = Speech((card(incident, LEAVING),))
        assert speech.from_json(speech.to_json(said)) == said
