"""What people write about consents is understood; what they write about anything else is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.topics.consent.wishes import Wish, is_only_a_wish, wish_of
from bot.topics.consent.yes_or_no import says_no, says_yes

MEANT = {
    Wish.LIST: (
        *("同意を確認", "同意をかくにん", "同意の内容を見たい", "どういを かくにん", "同意", "何を知らせていますか"),
        *("だれに何を見せていますか", "だれに 見せて いますか", "my consents", "What do I share?", "Show my consent"),
    ),
    Wish.STOP: (
        *(
            "同意をやめる",
            "同意をやめたい",
            "同意を取り消したい",
            "見せるのをやめて",
            "娘に知らせないで",
            "同意したくない",
        ),
        *("どういを やめたい", "Stop sharing", "withdraw consent", "Please don't tell my family"),
    ),
    Wish.LOOKS: (
        *("だれが見た", "誰が私の情報を見た", "誰が私の情報を見たの？", "だれが 見ましたか", "どなたが見ましたか"),
        *("だれに見られた?", "わたしの ことを だれが みましたか"),
        *("Who looked at my data?", "who has seen my information"),
    ),
    Wish.WHY: ("なぜ見えるの", "なぜ見えるの？", "どうして知っているの", "どうして みえるの", "Why can they see me?"),
    Wish.CADENCE: ("聞き方", "連絡の回数", "聞き方をえらぶ", "毎回聞いて", "確認の頻度", "How often do you ask me?"),
    Wish.OFFER: ("同意したい", "同意します", "情報を共有したい", "家族に見せてもいい", "I agree", "share my data"),
}
OTHER = (
    *("無事です", "たすけて", "水がない", "まとめ", "まだの人", "だれか助けて", "お母さんは大丈夫?", "避難所はどこ"),
    *("どうして電話が通じないの", "ありがとう", "はい", "who are you?", "I see", "誰もいません", "見えません"),
    *("家がつぶれて見えない", "毎回すみません", "連絡がつかない", "確認しました"),
    "I agree with my neighbour that the river is high and we must go now!",
)


@pytest.mark.parametrize(("wish", "words"), [(wish, each) for wish, several in MEANT.items() for each in several])
def test_a_wish_is_recognised(wish: Wish, words: str) -> None:
    assert wish_of(words) is wish


@pytest.mark.parametrize("words", OTHER)
def test_other_words_are_left_alone(words: str) -> None:
    assert wish_of(words) is None


@pytest.mark.parametrize(
    "words",
    [
        *(
            "だれが見た？",
            "誰が見ましたか",
            "だれに見られていますか",
            "だれが見ているの",
            "なぜ見えるの？",
            "同意",
            "共有をやめる",
        ),
        *(
            "同意をやめたい",
            "同意を確認したいです",
            "娘に知らせないで",
            "だれにも教えないでください",
            "Who saw my data?",
            "Stop sharing",
        ),
    ],
)
def test_nothing_but_a_wish(words: str) -> None:
    assert is_only_a_wish(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "蔵の中です。息子には知らせないで",
            "裏の物置。娘に教えないで",
            "蔵の2階。だれが見ているの",
            "台所 だれが見た？",
        ),
        *("台所さいる。娘さ教えたくない", "なぜか見えない所", "だれが見ても分かる赤い屋根の家", "まとめ", "蔵の中"),
    ],
)
def test_something_beside_a_wish_is_more_than_one(words: str) -> None:
    assert not is_only_a_wish(words)


@pytest.mark.parametrize("words", ["いいです", "大丈夫", "はい?", "はいはい無事", "はい、でも", "結構です", "OK?", ""])
def test_neither_a_plain_yes_nor_a_plain_no(words: str) -> None:
    assert not says_yes(words)
    assert not says_no(words)


@given(st.text())
def test_any_text_is_answered(words: str) -> None:
    wish_of(words)
    assert not (says_yes(words) and says_no(words))
