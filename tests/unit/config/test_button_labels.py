"""What stands on buttons is short enough for every place where LINE puts a label (line.md 3), in every language."""

import pytest
import regex

from bot.core.language import Language
from config.catalogue import load_catalogue
from tests.catalogues.keys_in_code import keys_of_labels
from tests.catalogues.samples import filled, placeholders

TEXTS = load_catalogue("Asia/Tokyo").texts
FAMILIES = frozenset(key.split(".")[0] for key in TEXTS[Language.JAPANESE])
LABELS = sorted(keys_of_labels(FAMILIES) | {"place.share"})
GRAPHEME = regex.compile(r"\X")
FLEX, QUICK_REPLY_AND_MENU, CHAT_BAR = 40, 20, 14


def graphemes(words: str) -> int:
    return len(GRAPHEME.findall(words))


@pytest.mark.parametrize("language", Language)
def test_a_label_fits_a_quick_reply_and_a_field_of_the_menu(language: Language) -> None:
    spoken = {key: TEXTS[language][key].replace("\n", " ") for key in LABELS if not placeholders(TEXTS[language][key])}
    assert {key: words for key, words in spoken.items() if graphemes(words) > QUICK_REPLY_AND_MENU} == {}


@pytest.mark.parametrize("language", Language)
def test_a_label_with_a_name_fits_a_button(language: Language) -> None:
    """`family.name_with_word` is the longest: the name of somebody and what the asker calls them."""
    keys = {*LABELS, "family.name", "family.name_with_word", "area.district"}
    assert {key for key in keys if graphemes(filled(TEXTS[language][key])) > FLEX} == set()


@pytest.mark.parametrize("language", Language)
def test_the_menus_bar_fits_the_chat_bar(language: Language) -> None:
    assert graphemes(TEXTS[language]["menu.bar"]) <= CHAT_BAR


def test_the_labels_of_the_opening_message_are_among_those_measured() -> None:
    assert {"button.safe", "button.injured", "button.rescue", "button.evacuated", "button.for_family"} <= set(LABELS)


@pytest.mark.parametrize("language", Language)
def test_no_two_answers_to_one_question_look_alike(language: Language) -> None:
    answers = ("safe", "injured", "rescue", "evacuated", "for_family")
    assert len({TEXTS[language][f"button.{each}"] for each in answers}) == len(answers)
