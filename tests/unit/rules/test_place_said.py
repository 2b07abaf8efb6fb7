"""What answers 「いま、どこにいますか」: in doubt it is a place, for a lost one costs more than a strange one."""

import pytest

from bot.rules.place_said import is_place


@pytest.mark.parametrize(
    "words",
    [
        "家の2階",
        "見守りセンター",
        "職員室",
        "台所。いつ来ますか",
        "台所です、いつ来ますか？",
        "家の2階で待てばいいですか？",
        "だれかの車の中",
        "まだ家にいます",
        "たぶん公民館?",
        "鶴城小の体育館です。ありがとうございます",
        "in the kitchen, when do you come?",
        "同意橋のそば",
        "まだ2階にいるの",
        "まだ家にいるの",
        "いつもの茶の間にいるの",
        "いつも寝てる部屋",
        "誰もいない公民館にいるの",
        "誰かの車に乗ってるの？",
        "まだ風呂場で倒れてるの",
        "まだ家に誰かいるの",
        "煙がまだ来てるの",
        "火がまだ燃えてるの",
        "水がまだ来る",
        "だれも来ない",
        "まだ来ない",
        "まだ動けないの",
        "だれもいないの",
        "蔵さいる",
        "風呂場だなし",
        "おらげの二階",
        "畑の小屋にいるだ",
        "まだ家さいんだ",
        "田んぼの脇",
        "車ん中",
        "裏の物置。娘に教えないで",
        "蔵の2階。だれが見ているの",
        "家の風呂場で転んでる、まだ誰も来ないの",
        "水が来てる、いつ来るの",
        "職員の部屋",
        "市の人の車",
        "いつまで待てばいいの、足が折れてる",
        "who knows, maybe the barn?",
        "when it shook I ran into the barn, ok?",
    ],
)
def test_whatever_may_be_a_place_is_one(words: str) -> None:
    assert is_place(words)


@pytest.mark.parametrize(
    "words",
    [
        "いつ来てくれますか？",
        "いつ来ますか",
        "いつ助けに来るの",
        "いつ着きますか",
        "救急車はいつ来ますか",
        "市の人はいつごろ来てくれるんですか？",
        "だれが来るの?",
        "誰が来ますか",
        "あと何分",
        "あと何分かかりますか？",
        "どのくらいかかりますか",
        "まだですか？",
        "まだ来ないの？",
        "まだ来ねえのか",
        "まだ誰も来ないの",
        "救助はまだですか",
        "どうして来ないの",
        "なんで来てくれないんですか",
        "いつまで待てばいいですか",
        "どうすればいいですか",
        "はい",
        "はい。お願いします",
        "ありがとうございます！",
        "わたしは大丈夫です",
        "when do you come?",
        "How long will it take?",
        "who is coming?",
    ],
)
def test_a_question_a_yes_and_a_thank_you_are_no_place(words: str) -> None:
    assert not is_place(words)
