"""The rules of plain Japanese (やさしい日本語) that can be measured; each gives what breaks it, if anything does."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

LONGEST_SENTENCE = 30
LONGEST_PHRASE = 14
"""Characters without a space or a sign: longer ones are hard to take in at a glance."""

HARD_WORDS: Mapping[str, str] = {
    "あんぴ": "だいじょうぶですか",
    "ぶじ": "だいじょうぶ",
    "かくにん": "たしかめる",
    "しょくいん": "市の 人",
    "とうろく": "名前を 市に 知らせる",
    "どういし": "いいですと 言う",
    "しえん": "てつだう",
    "きょか": "してもいい",
    "そうしん": "送る",
    "じゅしん": "わかる",
    "じょうきょう": "ようす",
    "がいとう": "その",
    "しきゅう": "すぐ",
    "ふくすう": "2つより 多い",
    "かのう": "できる",
    "ひつよう": "いる",
    "れんらく": "知らせる",
}
"""Words that people who learn Japanese do not know, and what to say instead."""

_KANJI_RUN = re.compile(r"[一-鿿々〆]+")
_READING = re.compile(r"[(（][ぁ-ゖー]+[)）]")
_SENTENCE_END = re.compile(r"(?<=[。?!？！])(?!」)|\n")
_PHRASE_END = re.compile(r"[\s、。?!？！「」【】()（）:・/]+")

_PASSIVE = re.compile(r"[あかがさざただなはばぱまやらわ]れ(?:る|た|て|な|ま|ず|れば|そう)")
"""A passive (or a potential in られる): the a-row, then れる in one of its forms. あれば and だれが are none."""

_TWO_THINGS = re.compile(r"(?<!です)が、|ので(?!す)|けれど|けど|ながら|ために|し、")
"""What ties a second thing to a sentence."""


def sentences(words: str) -> list[str]:
    return [each.strip() for each in _SENTENCE_END.split(words) if each.strip()]


def long_sentences(words: str) -> list[str]:
    return [each for each in sentences(words) if len(each) > LONGEST_SENTENCE]


def long_phrases(words: str) -> list[str]:
    return [each for each in _PHRASE_END.split(words) if len(each) > LONGEST_PHRASE]


def unread_kanji(words: str) -> list[str]:
    """Words with kanji beyond the third school year that are not followed at once by their reading in brackets."""
    return [
        run.group()
        for run in _KANJI_RUN.finditer(words)
        if not set(run.group()) <= known_kanji() and not _READING.match(words, run.end())
    ]


def passives(words: str) -> list[str]:
    return [each.group() for each in _PASSIVE.finditer(words)]


def sentences_with_two_things(words: str) -> list[str]:
    return [each for each in sentences(words) if each.count("、") > 1 or _TWO_THINGS.search(each)]


def hard_words(words: str) -> list[str]:
    joined = "".join(words.split())
    return [f"{hard} → {plain}" for hard, plain in HARD_WORDS.items() if hard in joined]


@lru_cache(maxsize=1)
def kanji_by_grade() -> Mapping[int, str]:
    """Of the first three school years, as the Ministry's table gives them."""
    lines = yaml.safe_load((Path(__file__).parent / "kanji_by_grade.yaml").read_text("utf-8"))
    return {grade: "".join(kanji) for grade, kanji in lines.items()}


@lru_cache(maxsize=1)
def known_kanji() -> frozenset[str]:
    return frozenset("".join(kanji_by_grade().values()))
