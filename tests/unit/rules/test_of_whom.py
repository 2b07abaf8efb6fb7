"""Somebody else as the subject of a sentence."""

import pytest

from bot.rules.of_whom import asks_how_somebody_is, without_subject


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("母は無事です", "無事です"),
        ("お母さんも助かりました", "助かりました"),
        ("渡部さんは無事でした", "無事でした"),
        ("みんな無事です", "無事です"),
        ("間違いです。母は無事です", "間違いです。無事です"),
        ("台所に母がいます", "台所に母がいます"),
        ("わたしは無事です", "わたしは無事です"),
    ],
)
def test_it_is_left_out_where_a_sentence_begins(words: str, said: str) -> None:
    assert without_subject(words) == said


@pytest.mark.parametrize(
    "words",
    [
        "お母さんは大丈夫?",
        "母は無事ですか",
        "娘は大丈夫ですか?",
        "渡部さんはどうですか",
        "元気?",
        "家族は今どうしてますか?",
    ],
)
def test_a_question_how_somebody_is(words: str) -> None:
    assert asks_how_somebody_is(words)


@pytest.mark.parametrize(
    "words", ["母は無事です", "台所?", "母の部屋ですか?", "大丈夫か", "まだ2階にいるの?", "母は二階?"]
)
def test_what_may_be_a_place_or_a_word_of_somebody_is_none(words: str) -> None:
    assert not asks_how_somebody_is(words)
