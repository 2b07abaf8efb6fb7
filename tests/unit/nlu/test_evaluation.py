"""The understanding reaches its bars on utterances that it never learned from, and leaves no style behind."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.core.understanding import Condition, Intent, Need
from nlu.corpus import Example, read_corpus
from nlu.evaluation.bars import missed
from nlu.evaluation.figures import Answer, by_style, figures_of
from nlu.normalisation import fold
from nlu.training.making import examples
from tests.understanding import interpreter

EVALUATION = Path(__file__).parents[3] / "nlu" / "evaluation"
STYLES = ("standard", "aizu", "tohoku", "kana", "typo", "voice", "emoji", "long", "english", "terse")


@cache
def evaluation() -> tuple[Example, ...]:
    return read_corpus(sorted(EVALUATION.glob("*.yml")))


@cache
def answers() -> tuple[Answer, ...]:
    return tuple(Answer(each, interpreter().read(each.text)) for each in evaluation())


def test_holds_at_least_600_utterances_of_every_style() -> None:
    counts = Counter(each.style for each in evaluation())
    assert sum(counts.values()) >= 600
    assert set(counts) == set(STYLES)


def test_learns_from_at_least_2500_utterances_with_every_intent_fact_and_style() -> None:
    learned = examples()
    assert len({fold(each.text) for each in learned}) >= 2_500
    assert {each.intent for each in learned} == set(Intent)
    assert {each.condition for each in learned} == {*Condition, None}
    assert {need for each in learned for need in each.needs} == set(Need)
    assert {each.style for each in learned} == set(STYLES)


def test_has_learned_none_of_what_it_is_asked() -> None:
    learned = {fold(each.text) for each in examples()} | {each.text for each in examples()}
    known = [each.text for each in evaluation() if each.text in learned or fold(each.text) in learned]
    assert known == []


def test_reaches_every_bar() -> None:
    assert missed(figures_of(answers())) == []


@pytest.mark.parametrize("style", STYLES)
def test_leaves_nobody_behind_for_the_way_they_write(style: str) -> None:
    figures = by_style(answers())[style]
    assert (figures.falsely_safe, figures.lost) == (0, 0)
    assert figures.right_or_asked >= 0.95
    assert figures.right >= 0.8
    assert figures.intent >= 0.85


def test_is_as_often_right_as_it_is_confident() -> None:
    said = [each for each in answers() if not each.got.unsure and each.is_clear]
    confidence = sum(each.got.confidence for each in said) / len(said)
    right = sum(each.is_right for each in said) / len(said)
    assert abs(confidence - right) <= 0.05
