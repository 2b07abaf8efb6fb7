"""The cost of understanding grows no faster than the text: counted in calls, not in seconds."""

import sys
from types import FrameType

import pytest

from nlu.normalisation import MAX_CHARACTERS, normalise
from tests.understanding import interpreter

INTERPRETER = interpreter()
REPEATED = (
    *(
        "ない",
        "大丈夫",
        "大丈夫ない",
        "水",
        "母と",
        "けど",
        "です",
        "、",
        "？",
        "助けて",
        "佐藤さん",
        "ー",
        "a ",
        "👍",
        "歩がんに",
    ),
    *(
        "痛くない",
        "かもしれない",
        "動けない水が母は大丈夫かも",
        "うちは無事、隣がつぶれてる",
        "もし",
        "の",
        "さん",
        "ﾊﾞ",
        "㌔",
    ),
)


def calls(text: str) -> int:
    counted = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        INTERPRETER.read(text)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("word", REPEATED)
def test_twice_the_text_costs_about_twice_the_work(word: str) -> None:
    half = calls((word * 1_200)[:1_200])
    assert calls((word * 2_400)[:2_400]) <= 2.3 * half + 1_000


@pytest.mark.parametrize("word", REPEATED)
def test_a_character_costs_a_bounded_number_of_calls(word: str) -> None:
    assert calls((word * 1_200)[:1_200]) / 1_200 < 350


def test_no_text_is_considered_beyond_5000_characters() -> None:
    assert len(normalise("㍿" * 5_000).folded) <= MAX_CHARACTERS
    assert len(normalise("あい" * 50_000).folded) == MAX_CHARACTERS
