"""Of one series the newer telegram replaces the older ones: what waits is only what still holds, place by place."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.alerts import AlertArea, AlertChange
from bot.core.ids import DistrictId
from bot.core.proposals import Aim
from tests.unit.rules.triggers.pure_desk import (
    IKKI,
    MONDEN,
    NOW,
    TRIGGERS,
    PureDesk,
    again,
    order,
    rain,
    waits_at,
    wrong_at,
)

TEN = timedelta(minutes=10)
CHANGES = [AlertChange.ISSUED, AlertChange.CORRECTED]
PLACES = {"一箕地区": IKKI, "門田地区": MONDEN}


@pytest.fixture
def desk() -> PureDesk:
    return PureDesk(replace(TRIGGERS, wait=TEN))


def both(*orders: Iterable[AlertArea]) -> tuple[AlertArea, ...]:
    return tuple(area for areas in orders for area in areas)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_meant_for_another_district_waits_there_alone(desk: PureDesk, change: AlertChange) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    desk.take(again(first, minutes=3, change=change, areas=order(4, "門田地区").areas))
    assert waits_at(desk) == [("4", (MONDEN,))]


def test_what_is_lifted_here_and_ordered_there_waits_there_alone(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    areas = both(order(4, "一箕地区", lifted=True).areas, order(4, "門田地区").areas)
    desk.take(again(first, minutes=5, areas=areas))
    assert waits_at(desk) == [("4", (MONDEN,))]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_lowered_waits_at_its_lower_level_and_no_longer_than_before(
    desk: PureDesk, change: AlertChange
) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    assert desk.take(again(first, minutes=5, change=change, areas=order(3, "一箕地区").areas)).became == "correct"
    assert waits_at(desk) == [("3", (IKKI,))]
    assert [each.goes_at for each in desk.waiting()] == [NOW + TEN]


@pytest.mark.parametrize("change", CHANGES)
def test_an_order_for_the_whole_city_that_was_meant_for_one_district_waits_there_alone(
    desk: PureDesk, change: AlertChange
) -> None:
    first = order(4)
    desk.take(first)
    desk.take(again(first, minutes=3, change=change, areas=order(4, "一箕地区").areas))
    assert waits_at(desk) == [("4", (IKKI,))]


def test_what_is_lowered_to_what_people_were_asked_already_waits_no_more(desk: PureDesk) -> None:
    first = order(3, "一箕地区")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=5, areas=order(4, "一箕地区").areas))
    desk.take(again(first, minutes=8))
    assert desk.waiting() == []


def test_the_same_again_leaves_what_waits_as_it_is(desk: PureDesk) -> None:
    first = replace(order(4), areas=both(order(4, "一箕地区").areas, order(3, "門田地区").areas))
    desk.take(first)
    before = desk.waiting()
    assert desk.take(again(first, minutes=5)).became == "join"
    assert desk.waiting() == before


def test_a_warning_that_is_repeated_takes_nothing_back_of_the_order_that_took_its_place(desk: PureDesk) -> None:
    warning = rain(4)
    desk.take(warning)
    desk.take(order(4))
    assert waits_at(desk) == [("4", ())]
    desk.take(again(warning, minutes=5))
    desk.take(again(warning, minutes=6, change=AlertChange.CANCELLED))
    assert waits_at(desk) == [("4", ())]


def test_whoever_was_asked_by_mistake_is_told_and_whoever_was_meant_is_asked(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    incident = desk.confirm()
    right = again(first, minutes=3, change=AlertChange.CORRECTED, areas=order(4, "門田地区").areas)
    desk.take(right)
    assert wrong_at(desk) == [(Aim.CANCEL, "4", (IKKI,))]
    assert waits_at(desk) == [("4", (MONDEN,))]
    assert {each.incident for each in desk.waiting()} == {incident.id}
    desk.take(again(right, minutes=2))
    assert wrong_at(desk) == [(Aim.CANCEL, "4", (IKKI,))]


def test_of_several_districts_only_the_one_that_fell_away_is_told(desk: PureDesk) -> None:
    first = order(4, "一箕地区", "門田地区")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=order(4, "門田地区").areas))
    assert wrong_at(desk) == [(Aim.CANCEL, "4", (IKKI,))]
    desk.confirm()
    desk.take(again(first, minutes=5, change=AlertChange.CANCELLED))
    assert wrong_at(desk) == [(Aim.CANCEL, "4", (IKKI, MONDEN))]


def test_a_correction_that_is_corrected_back_tells_nobody_anything(desk: PureDesk) -> None:
    first = order(4, "一箕地区", "門田地区")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=order(4, "門田地区").areas))
    desk.take(again(first, minutes=5, change=AlertChange.CORRECTED))
    assert desk.waiting() == []


def test_an_update_tells_nobody_that_it_was_wrong(desk: PureDesk) -> None:
    first = order(4, "一箕地区", "門田地区")
    desk.take(first)
    desk.confirm()
    assert desk.take(again(first, minutes=30, areas=order(4, "門田地区").areas)).became == "join"
    assert desk.waiting() == []


_LEVELS = st.dictionaries(st.sampled_from(list(PLACES)), st.sampled_from([3, 4, 5]), min_size=1)
_ORDERS = st.lists(st.tuples(_LEVELS, st.sampled_from(CHANGES)), min_size=1, max_size=6)


@given(_ORDERS)
@settings(max_examples=150, deadline=None)
def test_what_waits_is_what_the_newest_of_the_series_says(orders: list[tuple[dict[str, int], AlertChange]]) -> None:
    desk = PureDesk(replace(TRIGGERS, wait=TEN))
    first = order(4)
    for number, (levels, change) in enumerate(orders):
        areas = both(*(order(level, name).areas for name, level in levels.items()))
        desk.take(again(first, minutes=number, change=change, areas=areas))
        asked: dict[DistrictId, str] = {}
        for level, districts in waits_at(desk):
            assert not asked.keys() & set(districts)
            asked |= dict.fromkeys(districts, level)
        assert asked == {PLACES[name]: str(level) for name, level in levels.items()}


def test_what_was_corrected_on_the_word_of_another_series_is_no_mistake_of_this_one(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=2, change=AlertChange.CORRECTED, areas=order(3, "一箕地区").areas))
    desk.confirm()
    other = replace(order(3, "門田地区"), series="another", digest="another")
    desk.take(again(other, minutes=4, change=AlertChange.CORRECTED, areas=order(3, "門田地区").areas))
    assert not [each for each in desk.waiting() if each.aim is Aim.CANCEL]
