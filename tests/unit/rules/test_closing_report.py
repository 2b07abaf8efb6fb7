"""The closing report: shares, times, households, and the small numbers that nobody may work out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.closing_report import AgeBand, KnownBy, Letters, Share
from bot.core.ladder import USUAL, Ladder
from bot.core.reports import Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.closing_report import (
    Asked,
    Counted,
    age_band,
    age_on,
    counted,
    curve_of,
    known_by,
    milestones_of,
    times_of,
)
from bot.rules.closing_report.curve import MOST_POINTS
from bot.rules.closing_report.small_numbers import FEWEST, crossed

OPENED = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)

conditions = st.none() | st.sampled_from(Condition)
people = st.lists(
    st.builds(
        Asked,
        district=st.sampled_from(["", "一箕", "門田", "東山"]),
        age=st.none() | st.integers(0, 110),
        household=st.integers(0, 30),
        condition=conditions,
        known_by=st.sampled_from(KnownBy),
        contested=st.booleans(),
        unreachable=st.booleans(),
        listed=st.booleans(),
    ),
    max_size=80,
)
moments = st.lists(st.integers(-60, 10_000).map(lambda seconds: OPENED + timedelta(seconds=seconds)), max_size=60)
districts = st.sampled_from(["一箕", "門田", "東山"])
cells = st.integers(0, 12).flatmap(lambda asked: st.builds(Share, st.just(asked), st.integers(0, asked)))
tables = st.dictionaries(st.tuples(districts, st.sampled_from(AgeBand)), cells)


def asked(**more: Any) -> Asked:
    values: dict[str, Any] = {"district": "一箕", "age": 82, "household": 1, **more}
    return Asked(**values)


def count(*everybody: Asked, letters: Letters = Letters(), ladder: Ladder = USUAL) -> Counted:  # noqa: B008 - a value
    return counted(everybody, letters, ladder, {})


@given(people)
def test_no_share_exceeds_a_hundred_per_cent_and_the_parts_make_the_whole(everybody: list[Asked]) -> None:
    report = counted(everybody, Letters(), USUAL, {})
    shares = [report.everybody, report.households.share]
    by_district = [share for _, share in report.by_district]
    by_age = [share for _, share in report.by_age]
    assert all(0 <= each.known <= each.asked and 0 <= each.percent <= 100 for each in shares + by_district + by_age)
    for parts in (by_district, by_age):
        assert sum(each.asked for each in parts) == report.everybody.asked
        assert sum(each.known for each in parts) == report.everybody.known
    assert sum(number for _, number in report.by_road) == report.everybody.known
    assert report.failures.silent == report.everybody.asked - report.everybody.known
    assert report.households.known + report.households.partly <= report.households.asked


def test_a_step_counts_whom_somebody_was_written_to_about_and_the_list_whom_it_holds() -> None:
    everybody = [asked(listed=True), asked(listed=True), asked()]
    climbed = counted(everybody, Letters(), USUAL, {0: 3, 1: None, 2: 1}).climbed
    assert [each.people for each in climbed] == [3, None, 1, 0, 0, 2]


@given(moments, st.integers(0, 80))
def test_a_larger_share_is_never_reached_earlier(heard: list[datetime], more: int) -> None:
    times = [each.after for each in milestones_of(heard, len(heard) + more, OPENED)]
    reached = [each for each in times if each is not None]
    assert reached == sorted(reached)
    assert all(each >= timedelta(0) for each in reached)
    assert times == reached + [None] * (len(times) - len(reached))


@given(st.lists(st.tuples(moments.filter(bool).map(lambda several: several[0]), st.sampled_from(KnownBy)), max_size=50))
def test_the_curve_never_falls_and_ends_with_everybody(heard: list[tuple[datetime, KnownBy]]) -> None:
    points = curve_of(heard, OPENED, OPENED + timedelta(hours=4))
    assert len(points) <= MOST_POINTS + 2
    for before, after in pairwise(points):
        assert before.minutes < after.minutes
        assert all(one <= other for one, other in zip(before.known, after.known, strict=True))
    assert sum(points[-1].known) == len(heard)


@given(tables)
def test_no_small_number_is_shown_crosswise_nor_can_be_worked_out(shares: dict[tuple[str, AgeBand], Share]) -> None:
    names = ["一箕", "門田", "東山"]
    rows = crossed(names, shares)
    for row in rows:
        for cell in row.cells:
            for number in () if cell is None else (cell.asked, cell.known, cell.asked - cell.known):
                assert number == 0 or number >= FEWEST
    lines = [row.cells for row in rows] + [[row.cells[band] for row in rows] for band in range(len(AgeBand))]
    assert all(sum(cell is None for cell in line) != 1 for line in lines)


@given(tables)
def test_a_cell_that_is_shown_is_not_changed(shares: dict[tuple[str, AgeBand], Share]) -> None:
    for row in crossed(["一箕", "門田", "東山"], shares):
        for band, cell in zip(AgeBand, row.cells, strict=True):
            assert cell in (None, shares.get((row.district, band), Share()))


def test_large_numbers_are_shown_crosswise() -> None:
    (row,) = crossed(["一箕"], {("一箕", AgeBand.FROM_85): Share(10, 7)})
    assert row.cells == (Share(), Share(), Share(), Share(10, 7), Share())


def test_a_household_is_known_when_all_of_it_are_and_partly_when_some_are() -> None:
    report = count(
        asked(condition=Condition.SAFE),
        asked(condition=Condition.INJURED),
        asked(household=2, condition=Condition.SAFE),
        asked(household=2, condition=Condition.UNKNOWN),
        asked(household=3),
    )
    assert (report.households.asked, report.households.known, report.households.partly) == (3, 1, 1)


def test_whoever_needs_rescue_is_known_and_still_left_to_do() -> None:
    report = count(asked(condition=Condition.NEEDS_RESCUE, known_by=KnownBy.KIN), asked())
    assert report.everybody == Share(2, 1)
    assert (report.failures.needs_rescue, report.failures.silent) == (1, 1)
    assert dict(report.by_road)[KnownBy.KIN] == 1


def test_somebody_without_an_account_whom_the_leader_found_is_not_unreachable() -> None:
    report = count(asked(unreachable=True), asked(unreachable=True, condition=Condition.SAFE, known_by=KnownBy.LEADER))
    assert report.failures.unreachable == 1


def test_the_worst_known_district_comes_first_and_the_unknown_one_last() -> None:
    report = count(asked(district=""), asked(district="門田", condition=Condition.SAFE), asked(district="一箕"))
    assert [name for name, _ in report.by_district] == ["一箕", "門田", ""]


def test_times_count_from_the_opening_and_what_was_never_reached_says_so() -> None:
    moments = [OPENED + timedelta(minutes=minute) for minute in (1, 2, 3)]
    times = {each.percent: each.after for each in milestones_of(moments, 4, OPENED)}
    assert times == {25: timedelta(minutes=1), 50: timedelta(minutes=2), 75: timedelta(minutes=3), 90: None}


def heard(minute: float, **more: Any) -> Asked:
    at = OPENED + timedelta(minutes=minute)
    return asked(**{"condition": Condition.SAFE, "known_at": at, "known_by": KnownBy.SELF, **more})


def test_each_district_and_age_has_its_own_times_and_each_road_its_median() -> None:
    quick = [heard(minute) for minute in (1, 2, 3, 9)]
    slow = [heard(minute, district="門田", age=40, known_by=KnownBy.KIN) for minute in (10, 20, 90)]
    times = times_of([*quick, *slow, asked(district="門田", age=40)], OPENED)
    minutes = {
        name: [each.after and each.after.total_seconds() / 60 for each in of or ()] for name, of in times.by_district
    }
    assert minutes == {"一箕": [1, 2, 3, 9], "門田": [10, 20, 90, None]}
    assert dict(times.by_age)[AgeBand.FROM_75] == dict(times.by_district)["一箕"]
    assert dict(times.by_road)[KnownBy.SELF] == timedelta(minutes=2.5)
    assert dict(times.by_road)[KnownBy.KIN] == timedelta(minutes=20)
    assert dict(times.by_road)[KnownBy.STAFF] is None


def test_the_times_of_one_or_two_people_are_not_shown() -> None:
    times = times_of([heard(1), heard(2), asked(), asked(district="門田")], OPENED)
    assert dict(times.by_district)["一箕"] is None
    assert dict(times.by_age)[AgeBand.FROM_75] is None
    assert dict(times.by_road)[KnownBy.SELF] is None
    assert [each.after for each in dict(times.by_district)["門田"] or ()] == [None] * 4


@given(people)
def test_no_time_of_a_group_is_shown_of_which_fewer_than_three_are_known(everybody: list[Asked]) -> None:
    dated = [replace(each, known_at=OPENED) for each in everybody if each.is_known]
    times, report = times_of(dated, OPENED), counted(dated, Letters(), USUAL, {})
    for groups, shares in ((times.by_district, report.by_district), (times.by_age, report.by_age)):
        for name, share in shares:
            assert (dict(groups)[name] is None) == (0 < share.known < FEWEST)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, AgeBand.UNKNOWN),
        (64, AgeBand.UNDER_65),
        (65, AgeBand.FROM_65),
        (75, AgeBand.FROM_75),
        (84, AgeBand.FROM_75),
        (85, AgeBand.FROM_85),
    ],
)
def test_age_bands_begin_at_65_75_and_85(age: int | None, band: AgeBand) -> None:
    assert age_band(age) is band


def test_somebody_is_a_year_older_on_the_birthday_and_not_before() -> None:
    assert age_on(date(2026, 3, 1), date(1944, 3, 2)) == 81
    assert age_on(date(2026, 3, 2), date(1944, 3, 2)) == 82
    assert age_on(date(2026, 3, 2), None) is None


@pytest.mark.parametrize(
    ("source", "seen", "by"),
    [
        (Source.SELF, None, KnownBy.SELF),
        (Source.FAMILY, None, KnownBy.KIN),
        (Source.LEADER, Seen.VISIT, KnownBy.LEADER),
        (Source.LEADER, Seen.YELLOW_FLAG, KnownBy.FLAG),
        (Source.LEADER, Seen.DOOR_CARD, KnownBy.FLAG),
        (Source.UNVERIFIED, None, None),
    ],
)
def test_the_road_is_who_said_it_but_for_a_flag_or_card_at_the_door(
    source: Source, seen: Seen | None, by: KnownBy | None
) -> None:
    assert known_by(source, seen) is by
