"""The catalogues and the code agree: each key in each language, with the same placeholders, and none for nothing."""

import re
from importlib.resources import files

import pytest

from bot.core.language import Language
from config.catalogue import load_catalogue
from handlers.web_chat.labels import NAMES
from tests.catalogues.keys_in_code import keys_in_code
from tests.catalogues.samples import SAMPLES, filled, placeholders

TEXTS = load_catalogue("Asia/Tokyo").texts
JAPANESE = TEXTS[Language.JAPANESE]
FAMILIES = frozenset(key.split(".")[0] for key in JAPANESE)
OF_THE_CATALOGUE_ITSELF = frozenset({"list.separator", "time.format"})
NAMED_IN_PAGE = re.compile(r'\$(\w+)|data-(?:label|name)="(\w+)"')
OF_THE_SERVER = frozenset({"lang", "language", "labels", "city", "dialled"})


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_key(language: Language) -> None:
    assert TEXTS[language].keys() ^ JAPANESE.keys() == set()


@pytest.mark.parametrize("language", Language)
def test_no_key_stands_twice(language: Language) -> None:
    lines = files("config").joinpath(f"texts/{language}.yaml").read_text("utf-8").splitlines()
    keys = [line.split(":")[0] for line in lines if line and not line.startswith("#")]
    assert len(keys) == len(set(keys)) == len(TEXTS[language])


@pytest.mark.parametrize("language", Language)
def test_every_language_keeps_the_keys_in_the_same_order(language: Language) -> None:
    assert list(TEXTS[language]) == list(JAPANESE)


@pytest.mark.parametrize("language", Language)
def test_every_text_says_something(language: Language) -> None:
    assert {type(words) for words in TEXTS[language].values()} == {str}
    assert [key for key, words in TEXTS[language].items() if not words.strip()] == []


@pytest.mark.parametrize("language", Language)
def test_placeholders_are_the_same_in_every_language(language: Language) -> None:
    differing = {
        key: placeholders(words) ^ placeholders(JAPANESE[key])
        for key, words in TEXTS[language].items()
        if placeholders(words) != placeholders(JAPANESE[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", Language)
def test_placeholders_are_plain_names(language: Language) -> None:
    """No attributes, indexes or formats: an argument is spoken, never looked into."""
    assert {name for words in TEXTS[language].values() for name in placeholders(words)} <= SAMPLES.keys()
    assert [key for key, words in TEXTS[language].items() if "{" in filled(words) or "}" in filled(words)] == []


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    assert keys_in_code(FAMILIES) - JAPANESE.keys() == set()


def test_every_key_of_the_catalogue_is_in_the_code() -> None:
    assert JAPANESE.keys() - keys_in_code(FAMILIES) == OF_THE_CATALOGUE_ITSELF


def test_every_key_of_the_web_chat_is_a_label_of_its_page() -> None:
    assert {key for key in JAPANESE if key.startswith("web_chat.")} == {f"web_chat.{name}" for name in NAMES}


def test_the_web_chats_page_names_only_labels_it_gets_and_uses_all() -> None:
    static = files("handlers.web_chat").joinpath("static")
    page = static.joinpath("page.html").read_text("utf-8")
    scripts = "".join(each.read_text("utf-8") for each in static.iterdir() if each.name.endswith(".js"))
    named = {first or second for first, second in NAMED_IN_PAGE.findall(page)}
    named = {each for each in named if each not in OF_THE_SERVER and not each.startswith("tap_")}
    assert named - set(NAMES) == set()
    assert [each for each in NAMES if each not in named and f'"{each}"' not in scripts] == []
