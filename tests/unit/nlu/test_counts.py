"""How many people or households a message names."""

import pytest

from nlu.counts import counts
from nlu.normalisation import normalise


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3人で避難しました", ["3"]),
        ("３人と二人", ["3", "2"]),
        ("ふたりとも無事", ["2"]),
        ("二十三世帯のうち十軒が返事なし", ["23", "10"]),
        ("百二十戸", ["120"]),
        ("三〇名", ["30"]),
        ("1班は一人以外全員旗あり", ["1"]),
        ("一人暮らしです", []),
        ("2人目が生まれました", []),
        ("十百人", []),
        ("12345人", []),
        ("無事です", []),
    ],
)
def test_numbers_of_people_and_households(text: str, numbers: list[str]) -> None:
    assert [each.value for each in counts(normalise(text))] == numbers


def test_the_words_stay_as_they_were_written() -> None:
    assert [each.words for each in counts(normalise("うちは 二世帯 です"))] == ["二世帯"]
