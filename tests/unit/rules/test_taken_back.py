"""Words that take back what was said: they are no place, and what stands beside them is read without them."""

import pytest

from bot.rules.taken_back import takes_back, without_taking_back


@pytest.mark.parametrize(
    "words",
    [
        "まちがえました",
        "間違いでした。",
        "すみません、間違えて押しました",
        "さっきのは間違いです",
        "取り消してください",
        "報告を取り消します",
        "うその報告をしました",
        "キャンセルでお願いします",
        "sorry it was a mistake",
    ],
)
def test_no_more_than_that(words: str) -> None:
    assert takes_back(words)
    assert without_taking_back(words) == ""


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ("まちがえました。無事です", "無事です"),
        ("すみません、間違いです。母は無事でした", "母は無事でした"),
        ("間違えました。足をけがしました", "足をけがしました"),
    ],
)
def test_what_is_said_beside_it_stays(words: str, beside: str) -> None:
    assert without_taking_back(words) == beside


@pytest.mark.parametrize(
    "words",
    [
        "場所を間違えました",
        "道を間違えて川のそば",
        "二階です",
        "間違いなく家にいます",
        "取り消しの線の向こう",
        "助けて",
    ],
)
def test_a_place_is_never_taken_back_by_its_words(words: str) -> None:
    assert not takes_back(words)
    assert without_taking_back(words) == words
