"""What the lexicon alone makes of each utterance of utterances.yaml; and that statistics lose nobody of it."""

from functools import cache

import pytest

from bot.core.understanding import Condition, Understanding
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from tests.understanding import interpreter
from tests.unit.nlu.gold import ASK, Gold, condition_is_right, gold, is_falsely_safe, is_lost

WRITTEN = gold("utterances.yaml")


@cache
def reader() -> LexiconReader:
    return LexiconReader(load_lexicon())


def understood(expected: Gold) -> Understanding:
    return reader().read(expected.text).understanding


each = pytest.mark.parametrize("expected", WRITTEN, ids=[f"{one.group}: {one.text[:20]}" for one in WRITTEN])


def test_holds_at_least_250_different_utterances() -> None:
    assert len({one.text for one in WRITTEN}) >= 250


@each
def test_the_condition_is_right_or_asked_back(expected: Gold) -> None:
    assert condition_is_right(expected, understood(expected)), understood(expected)


@each
def test_nobody_in_distress_is_lost_or_taken_for_safe(expected: Gold) -> None:
    got = understood(expected)
    assert not is_lost(expected, got)
    assert not is_falsely_safe(expected, got)


@each
def test_the_intent_is_right(expected: Gold) -> None:
    if expected.intent is not None:
        assert understood(expected).intent == expected.intent


@each
def test_needs_and_whereabouts_are_right(expected: Gold) -> None:
    if expected.condition == ASK:
        return
    got = understood(expected)
    assert sorted(got.needs) == expected.needs
    assert got.whereabouts == expected.facts.get("whereabouts")


@each
def test_it_is_clear_who_is_meant(expected: Gold) -> None:
    got = understood(expected)
    if expected.intent == "report_status":
        assert got.about == expected.about
    if "people" in expected.facts:
        assert set(got.people) == set(expected.facts["people"])


def test_what_is_clear_is_not_asked_back() -> None:
    clear = [one for one in WRITTEN if one.condition in set(Condition)]
    asked = [one.text for one in clear if understood(one).unsure]
    assert len(asked) <= len(clear) * 0.03, asked


def test_with_statistics_nobody_in_distress_is_lost_or_taken_for_safe_either() -> None:
    answers = [(one, interpreter().read(one.text)) for one in WRITTEN]
    assert [one.text for one, got in answers if is_lost(one, got) or is_falsely_safe(one, got)] == []


def test_with_statistics_the_conditions_are_as_often_right_or_asked() -> None:
    answers = [(one, interpreter().read(one.text)) for one in WRITTEN]
    held = [condition_is_right(one, got) or got.unsure for one, got in answers]
    assert sum(held) / len(held) >= 0.95
