"""The English is for people whose first language is another one: short sentences, no contractions, no idle words."""

import re

from bot.core.language import Language
from config.catalogue import load_catalogue
from tests.catalogues.samples import filled

LONGEST_SENTENCE = 18
"""Words."""
CONTRACTION = re.compile(r"\b\w+(?:n['’]t|['’](?:re|ve|ll|m|d))\b", re.IGNORECASE)
HARD_WORD = re.compile(
    r"\b(?:evacuee|confirm|regarding|assistance|notify|casualt|hereby|submit|respond)\w*", re.IGNORECASE
)

ENGLISH = load_catalogue("Asia/Tokyo").texts[Language.ENGLISH]


def long_sentences(words: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!])\s|\n", words) if len(each.split()) > LONGEST_SENTENCE]


def test_no_sentence_is_long() -> None:
    assert {key: long_sentences(filled(words)) for key, words in ENGLISH.items() if long_sentences(filled(words))} == {}


def test_nothing_is_contracted() -> None:
    assert {key for key, words in ENGLISH.items() if CONTRACTION.search(words)} == set()


def test_no_word_is_hard() -> None:
    assert {key for key, words in ENGLISH.items() if HARD_WORD.search(words)} == set()


def test_what_breaks_a_rule_is_found() -> None:
    assert CONTRACTION.search("You can't do this here.")
    assert HARD_WORD.search("Please confirm your assistance.")
    assert long_sentences(
        "This is a sentence that goes on and on and says more than anybody in a hurry would ever read."
    )
