"""What a card holds: ages, cases, words for times and places."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from admin import words
from admin.board import Section, section_of
from admin.pages.statement import teller
from admin.showing import WITHHELD, Profile, Sight, age_on, cases
from bot.core.ids import NoticeId
from bot.core.records import NoticeKind
from bot.core.reports import Source, Spot
from bot.core.understanding import Condition, Need, Whereabouts

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
YUKI = Profile("会津 雪", 56, (), "090-0000-2222", None)


def sight(id_: str, case: str = "hana", minute: float = 0, **more: Any) -> Sight:
    values: dict[str, Any] = {
        "kind": NoticeKind.RESCUE,
        "section": Section.GO,
        "drill": False,
        "done_at": None,
        "subject": None,
        "teller": None,
        "source": None,
        **more,
    }
    return Sight(NoticeId(id_), case, at=NOW + timedelta(minutes=minute), **values)


def test_every_kind_has_a_section_and_words() -> None:
    for kind in NoticeKind:
        assert words.SECTION[section_of(kind)]
        assert words.KIND[kind]


def test_every_value_that_a_card_shows_has_words() -> None:
    assert set(words.CONDITION) == set(Condition)
    assert set(words.WHEREABOUTS) == set(Whereabouts)
    assert set(words.NEED) == set(Need)
    assert set(words.SOURCE) == set(Source)
    assert set(words.SECTION_MEANS) == set(Section)


def test_a_call_for_help_and_the_place_that_follows_are_one_case() -> None:
    (case,) = cases([sight("1"), sight("2", minute=1)])
    assert [each.id for each in case.sights] == ["2", "1"]


def test_the_case_with_the_newest_notice_comes_first() -> None:
    several = cases([sight("1", "hana"), sight("2", "ken", minute=1), sight("3", "hana", minute=2)])
    assert [each.newest.id for each in several] == ["3", "2"]


def test_the_same_person_in_two_sections_is_two_cases() -> None:
    assert len(cases([sight("1"), sight("2", section=Section.HANDOFF)])) == 2


@pytest.mark.parametrize(
    ("birthdate", "age"),
    [(date(1944, 6, 1), 82), (date(1944, 6, 2), 81), (date(2026, 5, 31), 0), (None, None)],
)
def test_the_age_turns_on_the_birthday(birthdate: date | None, age: int | None) -> None:
    assert age_on(date(2026, 6, 1), birthdate) == age


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "たった今"),
        (timedelta(seconds=-5), "たった今"),
        (timedelta(minutes=1), "1分前"),
        (timedelta(minutes=61), "1時間前"),
        (timedelta(days=3, hours=2), "3日前"),
    ],
)
def test_says_how_long_ago_it_was(passed: timedelta, said: str) -> None:
    assert words.ago(NOW - passed, NOW) == said


def test_a_time_of_another_day_has_its_day() -> None:
    assert words.clock_time(NOW, NOW, TOKYO) == "12:00"
    assert words.clock_time(NOW - timedelta(hours=13), NOW, TOKYO) == "5/31 23:00"


@pytest.mark.parametrize(
    ("spot", "said"),
    [
        (Spot(37.49471, 139.92972, "二階"), "二階 北緯37.49471 東経139.92972"),
        (Spot(words="公民館の裏"), "公民館の裏"),
        (Spot(0.0, 0.0), "北緯0.00000 東経0.00000"),
    ],
)
def test_a_place_is_words_or_degrees_or_both(spot: Spot, said: str) -> None:
    assert words.place(spot) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (sight("1", source=Source.FAMILY, label="娘", teller=YUKI), "家族(娘) 会津 雪さん 090-0000-2222"),
        (sight("1", teller=YUKI), "知らせた人: 会津 雪さん 090-0000-2222"),
        (sight("1", source=Source.FAMILY, label="娘", teller=WITHHELD), "家族(娘) 非公開(DV等支援措置)"),
        (sight("1", subject=YUKI), "本人"),
        (sight("1"), "名簿と結びついていない人"),
    ],
)
def test_says_who_told_it(given: Sight, said: str) -> None:
    assert teller(given) == said


def test_the_number_for_the_telephone_is_short() -> None:
    assert words.number_of("3f2a91c0-7b1e-5c55") == "3F2A-91C0"
