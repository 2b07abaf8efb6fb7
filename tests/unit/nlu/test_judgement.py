"""What the judgement does with any lexicon and any statistics, apart from any model (promise 3)."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.understanding import About, Condition, Intent, Need, Understanding, Whereabouts
from nlu.judgement import GRAVE, HINT_OF_DISTRESS, judge
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from nlu.statistics.scores import Scores

WORDS = (
    "無事です",
    "大丈夫じゃねぇよ",
    "たすけて",
    "足をけがした",
    "こえくて歩がんに",
    "水がない",
    "母は無事です",
    "はい",
    "",
    "🆘",
    "もにょもにょ",
)


@cache
def reader() -> LexiconReader:
    return LexiconReader(load_lexicon())


def shares(count: int) -> st.SearchStrategy[list[float]]:
    chances = st.lists(st.floats(0.0, 1.0), min_size=count, max_size=count)
    return chances.map(lambda raw: [each / (sum(raw) or 1.0) for each in raw])


@st.composite
def any_scores(draw: st.DrawFn) -> Scores:
    told = draw(shares(6))
    return Scores(
        intent=dict(zip(Intent, draw(shares(len(Intent))), strict=True)),
        condition=dict(zip((None, *Condition), told[:5], strict=True)),
        asks=told[5],
        other=draw(st.floats(0.0, 1.0)),
        whereabouts=dict(zip((None, *Whereabouts), draw(shares(5)), strict=True)),
        needs={need: draw(st.floats(0.0, 1.0)) for need in Need},
        alarm=draw(st.floats(0.0, 1.0)),
    )


def certain(condition: Condition | None, intent: Intent = Intent.REPORT_STATUS) -> Scores:
    return Scores(
        intent={each: float(each is intent) for each in Intent},
        condition={each: float(each is condition) for each in (None, *Condition)},
        asks=0.0,
        other=0.0,
        whereabouts={each: float(each is None) for each in (None, *Whereabouts)},
        needs=dict.fromkeys(Need, 0.0),
        alarm=0.0,
    )


def judged(words: str, scores: Scores) -> Understanding:
    return judge(reader().read(words), scores)


@given(st.sampled_from(WORDS), any_scores())
def test_nothing_is_safe_where_statistics_see_distress(words: str, scores: Scores) -> None:
    if judged(words, scores).condition is Condition.SAFE:
        assert sum(scores.condition[each] for each in GRAVE) * scores.intent[Intent.REPORT_STATUS] < HINT_OF_DISTRESS


@given(st.sampled_from(WORDS), any_scores())
def test_safe_is_never_said_with_a_doubt(words: str, scores: Scores) -> None:
    got = judged(words, scores)
    assert not (got.condition is Condition.SAFE and got.unsure)


@pytest.mark.parametrize("words", ["たすけて", "足をけがした", "こえくて歩がんに", "息ができない", "閉じ込められた"])
@given(any_scores())
def test_what_the_lexicon_knows_as_distress_is_never_safe_and_never_nothing(words: str, scores: Scores) -> None:
    got = judged(words, scores)
    assert got.condition is not Condition.SAFE
    assert got.condition in GRAVE or got.unsure


@pytest.mark.parametrize("words", ["無事です", "大丈夫", "さすけねぇ"])
@pytest.mark.parametrize("condition", GRAVE)
def test_distress_that_statistics_are_sure_of_stands_against_the_lexicon(words: str, condition: Condition) -> None:
    assert judged(words, certain(condition)).condition is condition


def test_who_is_named_as_the_subject_is_not_the_writer() -> None:
    assert judged("甥は無事です", replace(certain(Condition.SAFE), other=0.1)).about is About.OTHER
    assert judged("無事です", replace(certain(Condition.SAFE), other=0.1)).about is About.SELF


def test_a_text_of_nothing_is_asked_back() -> None:
    got = judged("\x00  \n", certain(Condition.SAFE))
    assert (got.condition, got.unsure) == (None, True)
