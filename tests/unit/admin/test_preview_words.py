"""What staff read before they send: the cost with what waits, who goes first, and nothing that tells of one person."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from admin import preview_words as words
from admin.pages.preview import Card, asks_to_leave, captioned
from admin.short import Short, short_line
from bot.core.audience import Fit, Rank
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City
from bot.core.quota import Quota
from bot.core.replies import Say, text
from bot.rules.opening_message import opening_words
from bot.storage.parting import Preview
from bot.storage.questions import Audience

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
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
        "支援が必要な方: 全員にすぐ送ります。",
        "そのほかの方: 通数がふえしだい送ります(23時間まで)。",
    )
    assert "届きません。電話か訪問を" in lines[3]
    assert lines[4].startswith("離れて住む家族と役員には、すぐには送りません")
    some = words.shortage(replace(MANY, waiting=50), Quota(200, 100))
    assert some[2] == "そのほかの方: 一部の方には、通数がふえしだい送ります(23時間まで)。"


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


def test_cards_that_differ_by_their_sites_say_of_which_districts_they_are() -> None:
    fits = tuple(
        (Fit(leaving=leaving, sites=sites), 1) for leaving in (True, False) for sites in (("小学校",), ("公民館",), ())
    )
    look = replace(MANY, fits=fits, sites_of={("小学校",): ("一箕地区",), ("公民館",): ("東山地区", "門田地区")})

    def said(fit: Fit) -> tuple[Say, ...]:
        return (Say(text("hello", name=",".join(fit.sites)) if fit.leaving else text("bye")),)

    captions = [caption for caption, _ in captioned(Card(said, drill=False), look)]
    assert captions == [
        "避難に時間のかかる方と、手伝う方(一箕地区)",
        "避難に時間のかかる方と、手伝う方(東山地区・門田地区)",
        "避難に時間のかかる方と、手伝う方(この災害の避難先が登録されていない地区)",
        "そのほかの方",
    ]


@pytest.mark.parametrize("quota", [None, Quota(200, 0), Quota(200, 195), Quota(200, 200)])
def test_a_look_of_a_district_does_not_say_how_many_of_it_need_time(quota: Quota | None) -> None:
    """Else that number less the one that a look at them alone says would be how many are under a disclosure block."""
    looks = [
        Preview(
            Audience(9, 9, 0, 0),
            {Rank.SUPPORT: needing, Rank.OTHERS: 9 - needing},
            ((Fit(), 9 - needing), (Fit(leaving=True), needing)),
        )
        for needing in (3, 4)
    ]
    assert said_of(looks[0], quota) == said_of(looks[1], quota)
    card = Card(lambda fit: (Say(text("hello" if fit.leaving else "bye")),), drill=False)
    assert captioned(card, looks[0]) == captioned(card, looks[1])
    assert [caption for caption, _ in captioned(card, looks[0])] == ["避難に時間のかかる方と、手伝う方", "そのほかの方"]


@pytest.mark.parametrize("few", [Preview(Audience(0, 0, 0, 0), {}, narrow=True), SOME])
def test_two_looks_at_a_narrow_audience_do_not_say_what_was_spent_between_them(few: Preview) -> None:
    before = said_of(few, Quota(30_000, 1_000))
    assert said_of(replace(few, waiting=4), Quota(30_000, 1_000)) == before
    assert said_of(few, Quota(30_000, 1_004)) == before


@pytest.mark.parametrize(("left", "said"), [(90, "今月の残りで足ります。"), (89, "今月の残りでは足りません。")])
def test_of_a_narrow_audience_the_cost_says_whether_it_is_enough(left: int, said: str) -> None:
    assert words.cost(SOME, Quota(200, 200 - left)) == f"LINE 30通以上を使います(1人に1通。返信は無料)。{said}"


def test_a_narrow_look_at_everybody_of_a_district_is_not_that_district_less_those_under_a_block() -> None:
    said = [
        said_of(Preview(Audience(number, number, 0, 0), {Rank.OTHERS: number}, narrow=True), Quota(30_000, 1_000))
        for number in (90, 91, 299)
    ]
    assert said[0] == said[1] == said[2]
    assert said[0][0] == "30人以上"


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


@pytest.mark.parametrize(
    ("level", "asked"), [("2", False), ("3", True), ("4", True), ("警戒レベル3相当", True), ("", False)]
)
def test_staff_read_that_helpers_elsewhere_hear_of_it_where_people_are_asked_to_leave(level: str, asked: bool) -> None:
    rain = Incident(IncidentId("I1"), "大雨", Hazard.FLOOD, level, (), drill=False, opened_at=NOON)
    said = opening_words(rain, City("会津若松市", "0242-00-0000", "市のホームページ"), ())
    assert asks_to_leave(said(Fit()) if callable(said) else said) is asked
