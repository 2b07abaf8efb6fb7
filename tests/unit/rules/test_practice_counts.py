"""Counts of the monthly drill: nothing is lost, and no number below three is told apart."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.practices import DistrictTook, Took
from bot.rules.practice_counts import month_took

COUNTS = st.integers(0, 12).flatmap(lambda asked: st.builds(Took, st.just(asked), st.integers(0, asked)))
CITY = st.dictionaries(st.sampled_from(["", "一箕", "東山", "湊", "大戸", "門田", "北会津"]), COUNTS)


def rows(**districts: Took) -> list[tuple[str | None, int, int]]:
    return [(each.district, each.took.asked, each.took.done) for each in month_took("2026-09", districts).districts]


def test_large_districts_stand_by_themselves() -> None:
    assert rows(一箕=Took(9, 5), 東山=Took(4, 3)) == [("一箕", 9, 5), ("東山", 4, 3)]


def test_small_ones_stand_together() -> None:
    assert rows(一箕=Took(9, 5), 東山=Took(2, 2), 湊=Took(4, 1)) == [("一箕", 9, 5), (None, 6, 3)]


def test_one_small_one_takes_the_next_larger_with_it() -> None:
    """Or what is missing between the districts and the city would be the small one."""
    assert rows(一箕=Took(9, 5), 東山=Took(4, 3), 湊=Took(1, 1)) == [("一箕", 9, 5), (None, 5, 4)]


def test_a_city_of_few_is_told_as_a_whole() -> None:
    month = month_took("2026-09", {"一箕": Took(3, 1), "湊": Took(1, 1)})
    assert (month.total, month.districts) == (Took(4, 2), ())


@given(CITY)
def test_no_number_below_three_is_told_apart(city: dict[str, Took]) -> None:
    month = month_took("2026-09", city)
    assert month.total == sum(city.values(), Took())
    for each in month.districts:
        assert each.took.asked not in (1, 2)
        assert each.took.done not in (1, 2)
    if month.districts:
        assert sum((each.took for each in month.districts), Took()) == month.total, "nothing is left to subtract"


@given(CITY)
def test_each_district_is_as_it_is_or_not_there(city: dict[str, Took]) -> None:
    told = [each for each in month_took("2026-09", city).districts if each.district is not None]
    assert all(city[each.district or ""] == each.took for each in told)
    assert all(isinstance(each, DistrictTook) for each in told)
