"""That somebody has died, or is lost: read by staff at once, and by nobody's count as an answer."""

import pytest

from bot.rules.grave_words import tells_of_death, tells_of_nothing_else, tells_of_somebody_lost


@pytest.mark.parametrize(
    "words", ["母が亡くなりました", "父が死んだ", "祖母が死んでいます", "母が息を引き取りました", "my father died"]
)
def test_a_death_and_nothing_else(words: str) -> None:
    assert tells_of_death(words)
    assert tells_of_nothing_else(words)


@pytest.mark.parametrize(
    "words",
    [
        "母の隣の人が亡くなりましたが母は避難所にいます",
        "母が亡くなりました。どうしたらいいですか?",
        "父が亡くなりました。以前から心臓が悪かったです",
        "母は無事です。父が亡くなりました",
    ],
)
def test_a_death_with_something_beside_it(words: str) -> None:
    assert tells_of_death(words)
    assert not tells_of_nothing_else(words)


@pytest.mark.parametrize(
    "words",
    [
        "母が行方不明です",
        "夫が見つかりません",
        "祖母が流されました。どこに連絡すればいいですか?",
        "母が流されました、助けに行けますか?",
        "おばあさんが波にのまれました",
        "父の行方が分かりません",
        "家が流されて母が見つかりません",
        "津波に流されました",
        "母が冷たくなっていて返事がありません",
        "my mother is missing",
    ],
)
def test_somebody_lost(words: str) -> None:
    assert tells_of_somebody_lost(words)


@pytest.mark.parametrize(
    "words",
    [
        "父は去年亡くなりました",
        "母は3年前に亡くなっています",
        "祖父の命日です",
        "父は見つかりましたか?",
        "父は行方不明ですか",
        "父は亡くなりましたか?",
        "薬がなくなりました",
        "母は無事です",
        "死にそうです",
        "母が亡くなりそうです",
        "母が息を引き取りそうです",
        "母は亡くなっていません、無事です",
        "母は亡くなった父の写真を取りに戻りました",
        "母は無事ですが、犬が死にました",
        "行方不明だった母が見つかりました。無事です",
        "母の車が流されましたが母は無事です",
        "母は無事です。母の携帯が見つからない",
        "母は無事です。猫が見つかりません",
        "家が流されました",
    ],
)
def test_what_is_no_news_of_it(words: str) -> None:
    assert not tells_of_death(words)
    assert not tells_of_somebody_lost(words)
