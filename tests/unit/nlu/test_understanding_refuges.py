"""Where somebody fled decides how they are and where they are counted: roofs, upper floors, relatives, shelters."""

from itertools import product

import pytest

from bot.core.understanding import Condition, Understanding
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from tests.understanding import interpreter
from tests.unit.nlu.gold import ASK, GRAVE, Gold, condition_is_right, gold, is_falsely_safe, is_lost

WRITTEN = gold("refuges.yaml")
READER = LexiconReader(load_lexicon())

each = pytest.mark.parametrize("expected", WRITTEN, ids=[f"{one.group}: {one.text[:20]}" for one in WRITTEN])
said = pytest.mark.parametrize(
    "expected", [one for one in WRITTEN if one.condition not in {*GRAVE, ASK}], ids=lambda one: one.text[:20]
)


def facts(got: Understanding) -> tuple[object, ...]:
    return got.intent, got.whereabouts, sorted(got.needs), got.about


def right(expected: Gold) -> tuple[object, ...]:
    return expected.intent, expected.facts.get("whereabouts"), expected.needs, expected.about


@each
def test_the_lexicon_alone_asks_or_is_right(expected: Gold) -> None:
    got = READER.read(expected.text).understanding
    assert condition_is_right(expected, got) or got.unsure, got
    assert not is_falsely_safe(expected, got)
    assert not is_lost(expected, got)


@each
def test_nobody_in_danger_is_safe_or_lost(expected: Gold) -> None:
    got = interpreter().read(expected.text)
    assert not is_falsely_safe(expected, got)
    assert not is_lost(expected, got)
    assert got.unsure or expected.condition != ASK


@said
def test_what_is_clear_is_recorded_as_it_was_said(expected: Gold) -> None:
    got = interpreter().read(expected.text)
    assert condition_is_right(expected, got), got
    assert not got.unsure
    assert facts(got) == right(expected)


SUBJECTS = ("", "今、", "母は", "家族で", "みんなで", "無事です。")
SAYINGS = ("避難しました", "ひなんした", "避難しています", "避難できました", "避難してきました")


@pytest.mark.parametrize("place", ["屋根", "屋根の上", "車の屋根", "電柱", "木", "塀の上"])
def test_no_way_of_saying_it_makes_a_roof_safe(place: str) -> None:
    texts = [subject + place + to + saying for subject, to, saying in product(SUBJECTS, "にへさ", SAYINGS)]
    assert [text for text in texts if interpreter().read(text).condition is Condition.SAFE] == []
