"""Promise 3: distress, denial and doubt are never read as safe, however they are put together."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.understanding import About, Condition, Intent, Need, Understanding, Whereabouts
from tests.understanding import interpreter

INTERPRETER = interpreter()

SAFE = (
    *(
        "無事",
        "大丈夫",
        "元気",
        "平気",
        "さすけね",
        "さすけねえ",
        "安全",
        "だいじょうぶ",
        "ぶじ",
        "だいじょぶ",
        "げんき",
    ),
    *("なんともない", "変わりない", "生きて", "達者", "ダイジョウブ", "問題ない", "心配ない"),
)
DENIALS = (
    *(
        "じゃない",
        "じゃないです",
        "ではない",
        "ではありません",
        "でない",
        "でねえ",
        "じゃねえ",
        "じゃねぇよ",
        "じゃありません",
    ),
    *(
        "なわけない",
        "なわけがない",
        "じゃなかった",
        "じゃなくなった",
        "どころじゃない",
        "なんかじゃない",
        "ではございません",
    ),
    *("とは言えない", "とは思えない", "とは限らない", "でもない", "でいられない", "ではなさそう", "じゃ無い"),
)
DOUBTS = (
    *("かもしれない", "らしい", "だといい", "だったら", "ならいい", "かな", "かどうかわからない", "と思う", "のはず"),
    *("みたい", "だろう"),
)
HEARSAY = ("って聞いた", "とのこと")
"""What one has heard of somebody else is a report of them; of oneself it is none."""
BREAKS = ("", "、", "…", "。", " ", "　")
OPENINGS = ("", "私は", "全然", "家にいて", "避難所にいますが", "母は")
DISTRESS = (
    *("助けて", "たすけて", "動けない", "歩けません", "歩がんに", "閉じ込められた", "下敷きになってる", "息が苦しい"),
    *(
        "血が止まらない",
        "意識がない",
        "火事だ",
        "水が来てる",
        "救急車",
        "119",
        "🆘",
        "家がつぶれた",
        "けがした",
        "足が痛い",
    ),
    *("骨折した", "help me", "出られない", "がれきの下", "死にそう", "立てねえ", "うごけね", "いでえ"),
)
SAFE_TEXTS = (
    *(
        "無事です",
        "大丈夫だよ",
        "さすけねぇ",
        "避難所にいます",
        "みんな無事です。ありがとう",
        "元気でいます",
        "I'm safe",
    ),
    *(
        "けがはありません",
        "母は無事です",
        "家で元気にしてます",
        "何事もなく過ごしています",
        "避難しました😊",
        "ぶじです",
    ),
)


@pytest.mark.parametrize("safe", SAFE)
def test_denied_or_doubted_safety_is_never_safe(safe: str) -> None:
    texts = [opening + safe + pause + end for opening, pause, end in product(OPENINGS, BREAKS, (*DENIALS, *DOUBTS))]
    texts += [opening + safe + pause + end for opening, pause, end in product(("", "私は", "全然"), BREAKS, HEARSAY)]
    assert [text for text in texts if INTERPRETER.read(text).condition is Condition.SAFE] == []


@pytest.mark.parametrize("distress", DISTRESS)
def test_a_word_of_distress_beside_any_safe_text_is_never_safe(distress: str) -> None:
    joints = ("。", "、", " ", "けど", "だけど、", "。でも")
    texts = [text + joint + distress for text, joint in product(SAFE_TEXTS, joints)]
    texts += [distress + joint + text for text, joint in product(SAFE_TEXTS, ("。", "、", " ", "けど", "。でも"))]
    assert [text for text in texts if INTERPRETER.read(text).condition is Condition.SAFE] == []


@pytest.mark.parametrize("distress", DISTRESS)
def test_a_word_of_distress_alone_gives_a_condition(distress: str) -> None:
    assert INTERPRETER.read(distress).condition in {Condition.INJURED, Condition.NEEDS_RESCUE}


@pytest.mark.parametrize("safe", SAFE_TEXTS)
def test_the_safe_texts_of_these_tests_are_safe(safe: str) -> None:
    assert INTERPRETER.read(safe).condition is Condition.SAFE


@pytest.mark.parametrize(
    "text", ["無事だけど、ちょっと足が", "大丈夫だけど柱がのっかってて", "元気なんだけど戸がびくともしねえ"]
)
def test_what_is_not_understood_after_but_is_asked_back(text: str) -> None:
    got = INTERPRETER.read(text)
    assert got.unsure
    assert got.condition is not Condition.SAFE


def test_safety_that_comes_after_danger_is_asked_back() -> None:
    got = INTERPRETER.read("閉じ込められたけど、今は無事です")
    assert got.condition is Condition.NEEDS_RESCUE
    assert got.unsure


def test_one_own_safety_does_not_cover_for_somebody_else() -> None:
    got = INTERPRETER.read("うちは無事、隣がつぶれてる")
    assert (got.about, got.condition, got.people) == (About.OTHER, Condition.NEEDS_RESCUE, ("隣",))


def test_somebody_elses_safety_does_not_cover_for_oneself() -> None:
    got = INTERPRETER.read("母は無事です。私は足をくじきました")
    assert (got.about, got.condition) == (About.SELF, Condition.INJURED)


def test_a_text_of_more_than_5000_characters_is_read_up_to_there() -> None:
    assert INTERPRETER.read("助けて" + "あ。" * 5_000).condition is Condition.NEEDS_RESCUE


def test_a_denial_behind_an_endless_sentence_is_not_lost() -> None:
    assert INTERPRETER.read("大丈夫" + "とか家の中とか" * 40 + "ではない").condition is not Condition.SAFE


FRAGMENTS = st.sampled_from(
    (
        *SAFE,
        *DENIALS,
        *DOUBTS,
        *BREAKS,
        *OPENINGS,
        *DISTRESS,
        "水",
        "が",
        "けど",
        "母",
        "？",
        "ー",
        "はい",
        "避難所",
        "に",
    )
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS).map("".join), st.text(st.characters(codec=None), max_size=60)))
def test_any_text_gives_a_valid_understanding(text: str) -> None:
    got = INTERPRETER.read(text)
    assert_valid(got)
    assert got == INTERPRETER.read(text)


def assert_valid(got: Understanding) -> None:
    assert isinstance(got.intent, Intent)
    assert got.condition is None or isinstance(got.condition, Condition)
    assert got.whereabouts is None or isinstance(got.whereabouts, Whereabouts)
    assert all(isinstance(need, Need) for need in got.needs)
    assert len(set(got.needs)) == len(got.needs)
    assert 0 <= got.confidence <= 1
    assert not (got.unsure and got.condition is Condition.SAFE)


@given(st.lists(FRAGMENTS, max_size=6).map("".join), st.sampled_from(DISTRESS), st.sampled_from("。、 \n"))
def test_a_cry_for_help_in_front_of_any_text_is_never_safe(text: str, distress: str, pause: str) -> None:
    assert INTERPRETER.read(distress + pause + text).condition is not Condition.SAFE


@given(st.text("\u0000\u0007\u200b\u202e\ufeff\ud800\U000e0001 \t", max_size=30))
def test_control_characters_alone_are_out_of_scope(text: str) -> None:
    got = INTERPRETER.read(text)
    assert (got.intent, got.unsure) == (Intent.OUT_OF_SCOPE, True)
