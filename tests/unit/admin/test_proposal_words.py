"""What staff read before they decide, and what a filled-in form makes of a proposal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from admin.pages import proposal_words as told
from admin.pages.proposal_form import MAX_TITLE, Fault, changed
from admin.proposals import Pending
from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource, AlertStatus
from bot.core.ids import DistrictId
from bot.core.incidents import Hazard
from bot.core.people import District
from bot.core.proposals import Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.storage.alerts import NotCarriedOut, Obstacle, Stays
from bot.storage.questions import Audience

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
CITY = "会津若松市"
IKKI, MONDEN = District(DistrictId("ikki"), "一箕地区"), District(DistrictId("monden"), "門田地区")
KNOWN = (IKKI, MONDEN)
DRAFT = Draft("order", "避難指示", Hazard.FLOOD, "4", 4, districts=(IKKI.id,))
ASKED = Audience(1203, 900, 100, 250)


def pending(aim: Aim = Aim.OPEN, draft: Draft = DRAFT, *, drill: bool = False) -> Pending:
    proposal = Proposal(ProposalId("A1"), aim, "A1", ("a",), draft, drill, NOW, None)
    return Pending(proposal, ("一箕地区",), ASKED, ())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (pending(), "一箕地区の1,203人に、「避難指示」(警戒レベル4)の安否をたずねます。"),
        (pending(drill=True), "【訓練】一箕地区の1,203人に、「避難指示」(警戒レベル4)の安否をたずねます。"),
        (pending(Aim.RAISE), "一箕地区の1,203人に、「避難指示」(警戒レベル4)として、もう一度たずねます。"),
        (
            pending(Aim.CORRECT),
            "一箕地区でたずねた1,203人に、訂正「避難指示」(警戒レベル4)を知らせます。集まった回答は消えません。",
        ),
        (pending(Aim.CANCEL), "一箕地区でたずねた1,203人に、取り消しを知らせます。集まった回答は消えません。"),
        (
            replace(pending(Aim.CANCEL), where=()),
            "たずねた1,203人に、取り消しを知らせます。集まった回答は消えません。",
        ),
        (
            pending(draft=replace(DRAFT, whom=Whom.SUPPORTED, level="")),
            "一箕地区の300人以上(避難に時間のかかる方と、手伝う方)に、「避難指示」の安否をたずねます。",
        ),
    ],
)
def test_the_second_tap_says_what_will_happen_to_how_many(given: Pending, sentence: str) -> None:
    assert told.what_happens(given, given.proposal.draft, given.where, given.asked, CITY) == sentence


def test_no_district_is_the_whole_city() -> None:
    assert told.where((), CITY) == "会津若松市の全域"


def test_who_has_no_road_is_counted_for_those_who_go() -> None:
    assert told.reaches(ASKED).endswith("どちらもない人 250人(電話や訪問が必要です)")
    assert "どちらもない" not in told.reaches(Audience(1, 1, 0, 0))


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=9, seconds=5), "あと9分05秒で"),
        (timedelta(0), "まもなく"),
        (timedelta(minutes=-3), "まもなく"),
    ],
)
def test_says_how_long_until_it_goes_by_itself(left: timedelta, said: str) -> None:
    assert said in told.goes(NOW + left, NOW)


def test_of_a_thousand_areas_the_citys_own_come_first() -> None:
    others = tuple(AlertArea(f"{number}", f"町{number}", intensity="4") for number in range(20))
    ours = AlertArea("0720200", "会津若松市", intensity="6-")
    quake = Alert(
        source=AlertSource.JMA,
        kind=AlertKind.EARTHQUAKE,
        status=AlertStatus.REAL,
        change=AlertChange.ISSUED,
        series="s",
        issued=NOW,
        title="震源・震度情報",
        headline="",
        areas=(*others, ours),
    )
    said = told.announced(quake, CITY)
    assert said.startswith("会津若松市 震度6弱、町0 震度4")
    assert said.endswith("ほか15地域")
    assert told.source(quake) == "震源・震度情報(出典：気象庁)"


def test_every_end_of_a_proposal_has_words() -> None:
    assert set(told.STATE) == set(ProposalState)
    assert set(told.AIM) == set(Aim)
    assert set(told.STAYS) == set(Stays)
    assert {told.became(NotCarriedOut(each)) for each in Obstacle} == set(told.NOT_SENT.values())


FILLED = {
    "title": ["湯川の水が\nあふれそうです\u202e"],
    "level": ["3"],
    "where": ["some"],
    "district": ["monden", "nowhere"],
    "whom": ["supported"],
}


def test_a_form_changes_words_districts_and_people() -> None:
    new = changed(Aim.OPEN, DRAFT, KNOWN, FILLED)
    assert new == replace(
        DRAFT, title="湯川の水が あふれそうです", level="3", districts=(MONDEN.id,), whom=Whom.SUPPORTED
    )


def test_the_whole_city_goes_before_ticked_boxes() -> None:
    new = changed(Aim.OPEN, DRAFT, KNOWN, FILLED | {"where": ["everywhere"]})
    assert isinstance(new, Draft)
    assert new.districts == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": [" "]},
        {"title": []},
        {"title": ["あ" * (MAX_TITLE + 1)]},
        {"level": ["4" * 21]},
        {"district": ["nowhere"]},
    ],
)
def test_what_does_not_hold_is_said(wrong: dict[str, list[str]]) -> None:
    assert isinstance(changed(Aim.OPEN, DRAFT, KNOWN, FILLED | wrong), Fault)


def test_a_correction_goes_to_whom_was_asked_whatever_the_form_says() -> None:
    new = changed(Aim.CORRECT, DRAFT, KNOWN, FILLED)
    assert isinstance(new, Draft)
    assert (new.title, new.districts, new.whom) == ("湯川の水が あふれそうです", (IKKI.id,), Whom.EVERYBODY)
