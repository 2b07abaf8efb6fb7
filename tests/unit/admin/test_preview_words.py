"""What staff read before they send: the cost with what waits, who goes first, and nothing that tells of one person."""

from dataclasses import replace

import pytest

from admin import preview_words as words
from admin.short import Short, short_line
from bot.core.audience import Rank
from bot.core.quota import Quota
from bot.storage.parting import Preview
from bot.storage.questions import Audience

MANY = Preview(Audience(120, 90, 20, 10), {Rank.SUPPORT: 30, Rank.OTHERS: 50, Rank.CAN_WAIT: 10})
SOME = replace(MANY, narrow=True)


@pytest.mark.parametrize(
    ("quota", "waiting", "said"),
    [
        (None, 0, "今月の残りは分かりません(LINEから答えがありません)。"),
        (Quota(None, 7), 0, "今月の上限はありません。"),
        (Quota(200, 100), 0, "今月の残りは100通。送ると残り10通です。"),
        (Quota(200, 90), 15, "今月の残りは110通。このうち15通は、先に送るもので使います。送ると残り5通です。"),
        (Quota(200, 100), 15, "今月の残りは100通。このうち15通は、先に送るもので使います。"),
    ],
)
def test_the_cost_says_what_is_left_and_what_goes_before(quota: Quota | None, waiting: int, said: str) -> None:
    preview = replace(MANY, waiting=waiting)
    assert words.cost(preview, quota) == f"LINE 90通を使います(1人に1通。返信は無料)。{said}"


def test_what_waits_already_makes_the_messages_short() -> None:
    assert words.shortage(MANY, Quota(200, 100)) == ()
    lines = words.shortage(replace(MANY, waiting=70), Quota(200, 100))
    assert lines[1:3] == (
        "支援が必要な方: 30人にすぐ送ります。",
        "そのほかの方: 0人にすぐ送ります、50人は通数がふえるまで待ちます。",
    )
    assert "離れて住む家族と役員 10人" in lines[3]


def test_a_narrow_audience_is_not_told_apart_by_need() -> None:
    lines = words.shortage(SOME, Quota(200, 190))
    assert lines
    assert not any(number in line for line in lines for number in ("30", "50", "10"))


@pytest.mark.parametrize("quota", [None, Quota(200, 0), Quota(200, 199), Quota(200, 200)])
def test_one_person_and_nobody_look_the_same(quota: Quota | None) -> None:
    nobody = Preview(Audience(0, 0, 0, 0), {}, narrow=True)
    one = Preview(Audience(1, 1, 0, 0), {Rank.SUPPORT: 1}, narrow=True)
    assert said_of(nobody, quota) == said_of(one, quota)
    assert said_of(replace(nobody, narrow=False), quota) != said_of(replace(one, narrow=False), quota)


def said_of(preview: Preview, quota: Quota | None) -> tuple[object, ...]:
    asked, narrow = preview.audience, preview.narrow
    return (
        words.people(asked.asked, narrow=narrow),
        words.roads(asked, narrow=narrow),
        words.unreachable(asked, narrow=narrow),
        words.cost(preview, quota),
        words.shortage(preview, quota),
    )


def test_the_board_says_what_waits_and_that_somebody_has_to_call() -> None:
    said = short_line(Short(drill=False, questions=40, reminders=1200, needing=2))
    assert "安否の質問 40通、もう一度の呼びかけ 1,200通。" in said
    assert "支援が必要な方 2人にも届いていません" in said
    assert short_line(Short(drill=True, others=1)).startswith("【訓練】")
