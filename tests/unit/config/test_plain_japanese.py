"""The plain Japanese is measured; and so that the measures are worth something, what breaks a rule is found."""

from collections.abc import Callable

import pytest

from bot.core.language import Language
from config.catalogue import load_catalogue
from tests.catalogues.plain_japanese import (
    hard_words,
    kanji_by_grade,
    long_phrases,
    long_sentences,
    passives,
    sentences_with_two_things,
    unread_kanji,
)
from tests.catalogues.samples import filled, own_words

Measure = Callable[[str], list[str]]

OF_OTHER_LANGUAGES = frozenset({"language.ja", "language.en"})
"""Names of languages, written as those who speak them write them."""


def broken(measure: Measure, view: Callable[[str], str]) -> dict[str, list[str]]:
    plain = load_catalogue("Asia/Tokyo").texts[Language.PLAIN_JAPANESE]
    measured = {key: measure(view(words)) for key, words in plain.items() if key not in OF_OTHER_LANGUAGES}
    return {key: flaws for key, flaws in measured.items() if flaws}


def test_no_sentence_is_longer_than_thirty_characters() -> None:
    assert broken(long_sentences, filled) == {}


def test_a_sentence_says_one_thing() -> None:
    assert broken(sentences_with_two_things, own_words) == {}


def test_kanji_beyond_the_third_school_year_have_their_reading() -> None:
    assert broken(unread_kanji, own_words) == {}


def test_nothing_is_in_the_passive() -> None:
    assert broken(passives, own_words) == {}


def test_no_word_is_hard() -> None:
    assert broken(hard_words, own_words) == {}


def test_spaces_set_phrases_apart() -> None:
    assert broken(long_phrases, own_words) == {}


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (long_sentences, "あなたが いま いる ところを できるだけ くわしく おしえて ください。"),
        (sentences_with_two_things, "名前と、すんで いる 町と、電話を 教えて ください。"),
        (sentences_with_two_things, "写真を 見ましたが、わかりません。"),
        (unread_kanji, "避難所へ 行って ください。"),
        (unread_kanji, "避難(ひなん)して、指定の 避難所に います。"),
        (passives, "名前が 市に おくられます。"),
        (passives, "けがを した 人が 運ばれました。"),
        (passives, "答えが 書かれて います。"),
        (hard_words, "市の しょく いんが 見ます。"),
        (long_phrases, "わたしのことをこたえてください。"),
    ],
)
def test_what_breaks_a_rule_is_found(measure: Measure, words: str) -> None:
    assert measure(words)


@pytest.mark.parametrize(
    "words",
    [
        "だれですか。",
        "何か あれば 書いて ください。",
        "これは れんしゅうです。",
        "市に 知らせて くれました。",
        "名前を 入れて ください。",
    ],
)
def test_what_only_looks_like_a_passive_is_none(words: str) -> None:
    assert passives(words) == []


def test_kanji_with_their_reading_are_fine() -> None:
    assert unread_kanji("避難所(ひなんじょ)へ 行って ください。") == []


def test_a_question_in_quotation_marks_does_not_end_the_sentence() -> None:
    assert long_sentences("「お母さんは だいじょうぶ?」と いつもの ことばで 聞いて ください。")


def test_the_table_of_kanji_is_whole() -> None:
    grades = kanji_by_grade()
    assert {grade: len(kanji) for grade, kanji in grades.items()} == {1: 80, 2: 160, 3: 200}
    assert len(set("".join(grades.values()))) == 440
