"""How a text is spoken: arguments filled in, times in the city's zone, lists joined, people's words left alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import Language
from bot.core.replies import Text, text
from config.catalogue import load_catalogue

CATALOGUE = load_catalogue("Asia/Tokyo")


def said(what: Text, language: Language = Language.JAPANESE) -> str:
    return CATALOGUE.say(what, language)


def test_a_text_may_hold_texts() -> None:
    alert = text("told.alert", about=text("told.name", name="会津 花子"), condition=text("condition.safe"))
    assert said(alert) == "会津 花子さん: 無事"
    assert said(alert, Language.PLAIN_JAPANESE) == "会津 花子さん: だいじょうぶ"
    assert said(alert, Language.ENGLISH) == "会津 花子: safe"


def test_a_list_is_joined_as_the_language_does() -> None:
    needs = text("needs.these", needs=(text("need.water"), text("need.food"), text("need.medicine")))
    assert said(needs) == "水、食べ物、薬"
    assert said(needs, Language.ENGLISH) == "water, food, medicine"


def test_a_list_of_one_has_no_separator() -> None:
    assert said(text("needs.these", needs=(text("need.water"),))) == "水"


def test_a_list_may_be_empty() -> None:
    assert said(text("needs.these", needs=())) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.JAPANESE, "ご本人の返事です (3月5日 9時05分)"),
        (Language.PLAIN_JAPANESE, "自分で 答えました (3月5日 9時05分)"),
        (Language.ENGLISH, "They answered themselves (5 March, 09:05)"),
    ],
)
def test_a_time_is_the_citys_own_and_without_leading_zeros(language: Language, words: str) -> None:
    at = datetime(2026, 3, 5, 0, 5, tzinfo=UTC)
    assert said(text("told.source.self", at=at), language) == words


def test_the_city_may_be_a_day_ahead() -> None:
    late = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert said(text("told.source.self", at=late)) == "ご本人の返事です (1月1日 0時30分)"


def test_a_number_is_written_as_it_is() -> None:
    assert said(text("list.more", count=1200)) == "ほかに、あと1200件あります。"


@pytest.mark.parametrize("name", ["{x}", "{}", "{0}", "{name}", "{name.__class__}", "{", "}}", "100%", "%Y", "\\1"])
def test_braces_in_a_name_do_no_harm(name: str) -> None:
    about = text("told.name", name=name)
    assert said(about) == f"{name}さん"
    assert said(text("told.alert", about=about, condition=text("condition.safe"))) == f"{name}さん: 無事"


@given(st.text())
def test_words_of_people_come_out_as_they_went_in(words: str) -> None:
    assert said(text("question.as_announced", level=words)) == words
    assert said(text("question.districts", districts=(text("question.district", name=words),))) == words


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such"):
        said(text("no_such.key"))


def test_a_missing_argument_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        said(text("told.name"))


@pytest.mark.parametrize(
    ("title", "level"), [("福島県沖の地震", "震度5強"), ("大雨", "警戒レベル3"), ("9月の防災訓練", "震度6弱")]
)
def test_the_question_reads_naturally_whatever_title_staff_write(title: str, level: str) -> None:
    what = text("question.title_with_level", title=title, level=text("question.as_announced", level=level))
    asked = text("question.what", city="会津若松市", where=text("question.district", name="門田地区"), what=what)
    assert said(asked) == f"会津若松市です。\n「{title}」({level})のことで、門田地区のみなさまにお聞きしています。"
