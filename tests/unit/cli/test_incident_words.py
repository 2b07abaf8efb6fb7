"""Words of an operator: hazards in two languages, districts by id or name, and what is said about unknown ones."""

import pytest

from bot.cli.incident_words import NotUnderstood, district_of, districts_of, hazard_of, plain
from bot.core.ids import DistrictId
from bot.core.incidents import Hazard
from bot.core.people import District

KNOWN = (
    District(DistrictId("D1"), "一箕町"),
    District(DistrictId("D2"), "門田町, 南"),
    District(DistrictId("D3"), "本町"),
    District(DistrictId("D4"), "本町"),
)


@pytest.mark.parametrize("hazard", list(Hazard))
def test_every_hazard_is_understood_by_its_own_name(hazard: Hazard) -> None:
    assert hazard_of(hazard.value) is hazard


@pytest.mark.parametrize(
    ("word", "hazard"),
    [
        ("地震", Hazard.EARTHQUAKE),
        ("洪水", Hazard.FLOOD),
        ("大雨", Hazard.FLOOD),
        ("台風", Hazard.TYPHOON),
        ("土砂災害", Hazard.LANDSLIDE),
        ("大雪", Hazard.SNOW),
        ("火災", Hazard.FIRE),
        ("噴火", Hazard.VOLCANO),
        ("津波", Hazard.TSUNAMI),
        (" Earthquake ", Hazard.EARTHQUAKE),
        ("ＦＩＲＥ", Hazard.FIRE),
    ],
)
def test_hazards_are_understood_as_people_say_them(word: str, hazard: Hazard) -> None:
    assert hazard_of(word) is hazard


def test_an_unknown_hazard_is_answered_with_the_closest_and_the_whole_list() -> None:
    with pytest.raises(NotUnderstood, match=r"hazard 'earthquak' is not known; did you mean earthquake\? write one of"):
        hazard_of("earthquak")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], []),
        (["D1"], ["D1"]),
        (["一箕町", "D3"], ["D1", "D3"]),
        (["D1, D3、一箕町"], ["D1", "D3"]),
        (["門田町, 南"], ["D2"]),
    ],
)
def test_districts_are_found_by_id_or_name_one_by_one_or_with_commas(words: list[str], found: list[str]) -> None:
    assert list(districts_of(words, KNOWN)) == found


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("一箕", r"district '一箕' is not known; did you mean D1 \(一箕町\)\?"),
        ("本町", "district '本町' is the name of D3, D4; write the id"),
        ("zzz", r"known are: D1 \(一箕町\), D2"),
    ],
)
def test_a_district_that_is_not_clear_is_answered_with_what_to_write(word: str, said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        district_of(word, KNOWN)


def test_an_empty_district_does_not_silently_mean_the_whole_city() -> None:
    with pytest.raises(NotUnderstood, match="leave --district out"):
        districts_of([" , "], KNOWN)


def test_without_any_district_the_remedy_is_to_load_the_city() -> None:
    with pytest.raises(NotUnderstood, match="anpi city load"):
        district_of("D1", ())


def test_words_for_everybody_are_one_line_of_a_certain_length() -> None:
    assert plain("  春の\n訓練\x1b ", 100, "title") == "春の 訓練"
    with pytest.raises(NotUnderstood, match="level has 21 characters; write at most 20"):
        plain("x" * 21, 20, "level")
