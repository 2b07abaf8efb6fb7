"""One form for the many ways of writing the same thing, and the way back to the words as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalisation import fold, normalise


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ﾌﾞｼﾞﾃﾞｽ", "ぶじです"),
        ("ダイジョウブ", "だいじょうぶ"),
        ("だいじょーぶ", "だいじょおぶ"),
        ("さすけねぇ", "さすけねえ"),
        ("たすけてえええええ", "たすけてええ"),
        ("助けてーー！！", "助けてええ。"),
        ("ＯＫ", "ok"),
        ("けが は ない", "けがはない"),
        ("無事です 避難所にいます", "無事です、避難所にいます"),
        ("I'm  safe", "i'm safe"),
        ("119", "119"),
        ("1000円", "1000円"),
        ("🙆‍♀️", "🙆"),
        ("無事😊水がない", "無事。水がない"),
        ("ぶ\u200bじ\u0000です", "ぶじです"),
        ("「無事」です", "無事です"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_folds_what_is_written_differently_and_meant_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_gives_back_the_words_as_they_were_written() -> None:
    normalised = normalise("えーと、バアチャン は 無事")
    start = normalised.folded.index("ばあちゃん")
    assert normalised.as_written(start, start + 5) == "バアチャン"


@given(st.text("ぁあゔづァアヴヶケ水々一ーっ"))
def test_the_short_way_for_phrases_gives_the_same_form(text: str) -> None:
    assert fold(text) == normalise(text).folded


@given(st.text())
def test_every_folded_character_has_its_place_in_the_surface(text: str) -> None:
    normalised = normalise(text)
    assert len(normalised.folded) == len(normalised.origin)
    assert list(normalised.origin) == sorted(set(normalised.origin))
    assert all(index < len(normalised.surface) for index in normalised.origin)
