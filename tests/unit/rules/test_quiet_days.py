"""The clock of ordinary days: when somebody is greeted, what counts as an answer, and when silence is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.quiet_days import MonthlyDrill, QuietDays, QuietOffer, QuietState, SeasonalNote
from bot.rules.quiet_days import Greeting, greeting, hours_due, practice_month

TOKYO = ZoneInfo("Asia/Tokyo")
SINCE = datetime(2026, 9, 1, 3, tzinfo=UTC)
HANA = QuietDays(PersonId("P1"), QuietState.ON, 8, 2, PersonId("P2"), None, SINCE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=TOKYO)


def walk(answers: set[int], days: int = 12, arranged: QuietDays = HANA) -> list[tuple[int, bool]]:
    """Day by day at eight; `answers`: on which days something came from her, at seven in the evening."""
    told, last = [], None
    for day in range(2, days + 2):
        step = greeting(arranged, at(day, 8), last)
        assert step is not None
        told.append((day, step.tells))
        arranged = replace(arranged, greeted_on=date(2026, 9, day), unanswered=step.unanswered)
        last = at(day, 19) if day in answers else last
    return told


def days_told(answers: set[int], days: int = 12, arranged: QuietDays = HANA) -> list[int]:
    return [day for day, tells in walk(answers, days, arranged) if tells]


def test_after_two_days_without_an_answer_it_is_told_on_the_morning_after() -> None:
    assert days_told(set(), 3) == [4]


def test_it_is_told_again_only_after_as_many_days_more() -> None:
    assert days_told(set(), 7) == [4, 6, 8]
    assert days_told(set(), 7, replace(HANA, days=3)) == [5, 8]
    assert days_told(set(), 3, replace(HANA, days=1)) == [3, 4]


def test_whoever_answers_every_other_day_is_never_told_of() -> None:
    assert days_told({2, 4, 6, 8, 10, 12}) == []


@given(st.sets(st.integers(2, 13)))
def test_it_is_told_after_two_silent_days_in_a_row_and_never_otherwise(answers: set[int]) -> None:
    for day, tells in walk(answers):
        silent = 0
        while day - silent - 1 >= 2 and day - silent - 1 not in answers:
            silent += 1
        assert tells == (silent > 0 and silent % 2 == 0)


def test_any_sign_since_midnight_is_an_answer_of_that_day() -> None:
    greeted = replace(HANA, greeted_on=date(2026, 9, 2), unanswered=1)
    assert greeting(greeted, at(3, 8), at(2, 0, 1)) == Greeting(greets=True)
    assert greeting(greeted, at(3, 8), at(1, 23, 59)) == Greeting(greets=True, unanswered=2, tells=True)


@pytest.mark.parametrize(
    ("arranged", "now"),
    [
        (HANA, at(2, 7, 59)),
        (HANA, at(2, 11)),
        (replace(HANA, greeted_on=date(2026, 9, 2)), at(2, 10)),
        (replace(HANA, state=QuietState.PAUSED), at(2, 8)),
        (replace(HANA, state=QuietState.ASKED), at(2, 8)),
        (replace(HANA, state=QuietState.DECLINED), at(2, 8)),
        (replace(HANA, since=at(2, 6)), at(2, 8)),
    ],
)
def test_nobody_is_greeted_at_another_hour_twice_a_day_or_unasked(arranged: QuietDays, now: datetime) -> None:
    assert greeting(arranged, now, None) is None


def test_in_a_real_incident_the_check_in_takes_its_place_and_counting_begins_anew() -> None:
    silent = replace(HANA, greeted_on=date(2026, 9, 2), unanswered=1)
    assert greeting(silent, at(3, 8), None, in_incident=True) == Greeting(greets=False)


def test_the_hour_is_the_citys_and_not_that_of_the_machine() -> None:
    eight_in_tokyo = datetime(2026, 9, 1, 23, tzinfo=UTC)
    assert greeting(HANA, eight_in_tokyo.astimezone(TOKYO), None) == Greeting(greets=True)
    assert hours_due(eight_in_tokyo.astimezone(TOKYO)) == (6, 8)


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (at(1, 10), "2026-09"),
        (at(1, 15, 59), "2026-09"),
        (at(1, 9, 59), None),
        (at(1, 16), None),
        (at(2, 10), None),
    ],
)
def test_the_drill_goes_out_on_its_day_within_some_hours(now: datetime, month: str | None) -> None:
    assert practice_month(MonthlyDrill(1, 10), now) == month
    assert practice_month(None, now) is None


def test_the_notes_of_a_month_take_turns_and_fall_back_to_japanese() -> None:
    notes = tuple(SeasonalNote(9, ((Language.JAPANESE, f"{number}"),)) for number in range(3))
    offer = QuietOffer(offered=True, notes=notes)
    days = [offer.note_of(date(2026, 9, 1) + timedelta(days=each)) for each in range(4)]
    assert [each and each.said_in(Language.ENGLISH) for each in days] == ["0", "1", "2", "0"]
    assert offer.note_of(date(2026, 10, 1)) is None
