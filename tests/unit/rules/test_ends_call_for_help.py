"""Only a word that says so ends a call for help (promise 3)."""

import pytest

from bot.rules.ended_call import ends_call_for_help, is_taken_back, only_assures
from tests.understanding import interpreter

INTERPRETER = interpreter()


def ends(words: str) -> bool:
    return ends_call_for_help(INTERPRETER.read(words), words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "もう大丈夫です",
            "2階です。もう大丈夫です",
            "もうさすけねぇ",
            "無事です",
            "助かりました",
            "助けはいりません",
        ),
        *("助けはもういりません", "いいえ、助けは必要ありません", "救助されました", "助かりました。もう大丈夫です"),
        *("避難しました", "助けてもらいました", "I am safe now"),
    ],
)
def test_it_is_said_that_help_is_needed_no_more(words: str) -> None:
    assert ends(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "2階です、大丈夫です",
            "大丈夫です",
            "さすけねぇ",
            "2階です、無事です",
            "もう大丈夫じゃない",
            "もう大丈夫かな",
        ),
        *("ありがとう、助かりました", "助かりましたか", "助けてもらいましたけど大丈夫じゃない", "もう動けない"),
        *(
            "救助されません",
            "助けはいりますか",
            "もう無理",
            "救助されました。まだ動けない",
            "避難したい",
            "避難したい。大丈夫です",
            "2階に避難しました、大丈夫です",
            "ありがとう",
        ),
    ],
)
def test_anything_else_leaves_the_call_standing(words: str) -> None:
    assert not ends(words)


@pytest.mark.parametrize("words", ["大丈夫です", "わたしは無事です。", "いまは大丈夫だよ", "I'm ok"])
def test_a_mere_assurance_is_no_place(words: str) -> None:
    assert only_assures(words)


@pytest.mark.parametrize("words", ["2階です、大丈夫です", "台所", "家の前は大丈夫"])
def test_what_stands_beside_an_assurance_may_be_one(words: str) -> None:
    assert not only_assures(words)


@pytest.mark.parametrize(
    "words", ["まちがえました", "間違いです、大丈夫です", "取り消してください。助けはいりません", "キャンセル"]
)
def test_a_call_that_is_taken_back(words: str) -> None:
    assert is_taken_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "まちがえました。助けてほしいです",
        "さっきのは間違いです。まだ助けが必要です",
        "すみません、間違えました。足が挟まれています",
        "間違えました、大丈夫じゃないです",
        "取り消します。やっぱり動けません",
        "さっきは間違えました。火事です",
        "取り消してください。やっぱり苦しいです",
        "間違えました。はい、まだ必要です",
    ],
)
def test_what_stands_beside_it_is_no_all_clear(words: str) -> None:
    """Whoever pressed the wrong button may be in danger all the same (promise 3)."""
    assert not is_taken_back(words)
