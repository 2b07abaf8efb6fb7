"""What 「届いた電文」 says of an alert, and what of all that came the board counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from admin import alert_words as told
from admin.alerts import Arrived, Heard, Neighbour, Strength, heard, strength
from bot.core.alerts import (
    Alert,
    AlertArea,
    AlertChange,
    AlertKind,
    AlertSource,
    AlertStatus,
    AnnouncedShelter,
    ShelterState,
)
from bot.core.triggers import CityCodes
from bot.rules.triggers.telling import SOURCES
from bot.rules.triggers.why import Why
from integrations.alerts.cap import UNKNOWN_SENDER

NOW = datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
JAPAN = ZoneInfo("Asia/Tokyo")
CITY = "会津若松市"
CODES = CityCodes("072028", ("0720200",), ("252",), ("070030",))
OURS = AlertArea("0720200", CITY, announced="レベル４大雨危険警報", level=4)
THEIRS = AlertArea("1310100", "千代田区", announced="レベル５大雨特別警報", level=5)
SCHOOL = AnnouncedShelter("東小学校", "東町1-1", ShelterState.OPEN, NOW, "避難所", capacity=200, headcount=0)


def alert(kind: AlertKind = AlertKind.HEAVY_RAIN, *areas: AlertArea, **more: object) -> Alert:
    plain = Alert(
        source=AlertSource.JMA,
        kind=kind,
        status=AlertStatus.REAL,
        change=AlertChange.ISSUED,
        series="s",
        issued=NOW,
        title="大雨",
        headline="",
        areas=areas,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def arrived(became: str, of: Alert | None = None, **more: object) -> Arrived:
    return replace(Arrived(of or alert(), NOW, became), **more)  # type: ignore[arg-type]


def test_every_kind_state_and_outcome_has_words() -> None:
    assert set(told.KIND) == set(AlertKind)
    assert set(told.STATUS) == set(AlertStatus)
    assert set(told.CHANGE) == set(AlertChange)
    assert set(SOURCES) == set(AlertSource)
    assert set(told.SHELTER) == set(ShelterState)
    said = {told.became(arrived(each)) for each in (*Why, "join", "correct", "propose")}
    assert len(said) == len(Why) + 3
    assert all(sentence.endswith("。") for sentences in said for sentence in sentences)


def test_the_citys_own_level_comes_before_a_graver_one_elsewhere() -> None:
    found = strength(alert(AlertKind.HEAVY_RAIN, THEIRS, OURS), CODES, CITY)
    assert found == Strength(4, "", own=True)
    elsewhere = strength(alert(AlertKind.HEAVY_RAIN, THEIRS), CODES, CITY)
    assert elsewhere is not None
    assert told.strength(elsewhere, alert()) == "ほかの地域 警戒レベル5相当"


@pytest.mark.parametrize(
    ("area", "said", "equivalent"),
    [
        (OURS, "警戒レベル4相当", True),
        (OURS, "警戒レベル4", False),
        (replace(OURS, level=2), "警戒レベル2", True),
        (replace(OURS, level=None, intensity="5+"), "震度5強", True),
    ],
)
def test_only_the_citys_order_is_a_level_without_more(area: AlertArea, said: str, equivalent: bool) -> None:
    one = alert(AlertKind.HEAVY_RAIN, area, is_equivalent=equivalent)
    found = strength(one, CODES, CITY)
    assert found is not None
    assert told.strength(found, one) == said


def test_what_is_lifted_has_no_level() -> None:
    assert strength(alert(AlertKind.HEAVY_RAIN, replace(OURS, lifted=True)), CODES, CITY) is None


def test_a_correction_says_of_which_and_the_corrected_one_says_so_too() -> None:
    before = Neighbour(AlertChange.ISSUED, NOW - timedelta(minutes=10), "避難指示")
    correction = arrived("correct", alert(change=AlertChange.CORRECTED), before=before)
    assert told.beside(correction, NOW, JAPAN) == "15:20発表の「避難指示」の訂正です。"
    taken_back = arrived("propose", after=Neighbour(AlertChange.CANCELLED, NOW, "取消"))
    assert told.beside(taken_back, NOW, JAPAN) == "この発表は、15:30に取り消されました。"
    alone = arrived("cancelled", alert(change=AlertChange.CANCELLED))
    assert told.beside(alone, NOW, JAPAN) == "届いていない発表の取消です。"
    repeated = arrived("join", after=Neighbour(AlertChange.ISSUED, NOW, "続報"))
    assert told.beside(repeated, NOW, JAPAN) == ""


def test_a_shelter_says_what_was_told_and_nothing_that_was_not() -> None:
    assert told.shelter(SCHOOL, NOW, JAPAN) == "東小学校 東町1-1 (避難所・15:30から・いま0人・定員200人)"
    bare = AnnouncedShelter("", "", ShelterState.UNKNOWN)
    assert told.shelter(bare, NOW, JAPAN) == "名前のない避難所"


def shelters(*states: ShelterState, **more: object) -> Alert:
    several = tuple(replace(SCHOOL, state=each) for each in states)
    return replace(alert(AlertKind.SHELTER), shelters=several, **more)  # type: ignore[arg-type]


def test_the_board_counts_shelters_that_are_open_by_the_newest_word_of_each_series() -> None:
    two = shelters(ShelterState.OPEN, ShelterState.OPEN, ShelterState.CLOSED, ShelterState.UNKNOWN)
    one = shelters(ShelterState.OPEN, ShelterState.CLOSED, issued=NOW + timedelta(minutes=5))
    other = shelters(ShelterState.OPEN, series="another")
    neighbours = shelters(ShelterState.OPEN, series="neighbours")
    of_all = [(one, "not_asked_for"), (two, "not_asked_for"), (other, "not_asked_for"), (neighbours, "other_area")]
    assert heard(of_all, CODES, CITY) == Heard(shelters=2)
    assert heard(reversed(of_all), CODES, CITY) == Heard(shelters=2)


def test_openings_that_were_cancelled_are_none() -> None:
    opened = shelters(ShelterState.OPEN)
    cancelled = shelters(issued=NOW + timedelta(minutes=1), change=AlertChange.CANCELLED)
    assert heard([(opened, "not_asked_for"), (cancelled, "cancelled")], CODES, CITY) == Heard()


def test_unknown_alerts_count_where_they_may_concern_the_city() -> None:
    unknown = AlertKind.UNKNOWN
    ours, prefecture, theirs, nowhere, untold = (
        alert(unknown, OURS),
        alert(unknown, AlertArea("070000", "福島県")),
        alert(unknown, THEIRS),
        alert(unknown),
        alert(unknown, AlertArea("", "どこか")),
    )
    for each, number in ((ours, 1), (prefecture, 1), (theirs, 0), (nowhere, 1), (untold, 1)):
        assert heard([(each, "unknown")], CODES, CITY).unknown == number


def test_the_boards_line_is_short_and_empty_on_a_quiet_day() -> None:
    assert told.heard(Heard()) == ""
    assert told.heard(Heard(3, 1)) == "避難所が3か所開いています。種類のわからない電文が1件あります(この1日)。"


def test_cap_is_named_with_its_sender_known_or_not() -> None:
    of_cap = alert(source=AlertSource.CAP, series="a@example.jp,m-1")
    assert told.sent_by(of_cap) == "CAP a@example.jp"
    assert told.sent_by(replace(of_cap, series=f"{UNKNOWN_SENDER}http://x/y,m-1")) == "CAP http://x/y"


def test_a_raw_text_is_read_in_the_encoding_it_names_and_cut_where_it_is_long() -> None:
    assert told.raw_text("<?xml version='1.0' encoding='Shift_JIS'?><a>避難</a>".encode("cp932"), 100).endswith(
        "<a>避難</a>"
    )
    assert told.raw_text('<?xml encoding="unicode_escape"?>避難'.encode(), 100).endswith("避難")
    assert told.raw_text(b"\xff\xfe", 100) == "��"
    assert told.raw_text(b"a" * 11, 10) == "aaaaaaaaaa\n…(長いため、ここまで)"
