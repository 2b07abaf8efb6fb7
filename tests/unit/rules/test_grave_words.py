"""That somebody has died, or is lost: read by staff at once, and by nobody's count as an answer."""

import pytest

from bot.rules.grave_words import tells_of_death, tells_of_somebody_lost


@pytest.mark.parametrize(
    "words", ["母が亡くなりました", "父が死んだ", "祖母が死んでいます", "母が息を引き取りました", "my father died"]
)
def test_a_death(words: str) -> None:
    assert tells_of_death(words)


@pytest.mark.parametrize(
    "words",
    [
        "母が行方不明です",
        "夫が見つかりません",
        "祖母が流されました",
        "おばあさんが波にのまれました",
        "父の行方が分かりません",
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
        "薬がなくなりました",
        "母は無事です",
        "死にそうです",
    ],
)
def test_what_is_no_news_of_it(words: str) -> None:
    assert not tells_of_death(words)
    assert not tells_of_somebody_lost(words)
