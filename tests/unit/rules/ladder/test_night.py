"""Whom the night lets sleep: drills and low levels wait for the morning, danger to life and the staff's list do not."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.incidents import Hazard, Incident
from bot.core.ladder import USUAL, Ladder, Night, Road, Step
from bot.core.proposals import Draft
from bot.rules.ladder import Group, due, held_back, wakes
from bot.rules.triggers.levels import reach_of_warning
from tests.unit.rules.ladder.pure_town import DRILL, FLOOD, QUAKE, TOKYO, Walker
from tests.unit.rules.triggers.pure_desk import CITY, TRIGGERS, rain

EVENING = datetime(2026, 9, 1, 21, 50, tzinfo=TOKYO)
LOW = replace(FLOOD, level="2")
clocks = st.times().map(lambda each: each.replace(second=0, microsecond=0))


def level(hazard: Hazard, announced: str) -> Incident:
    return replace(QUAKE, hazard=hazard, level=announced)


@pytest.mark.parametrize("incident", [DRILL, LOW, level(Hazard.EARTHQUAKE, "4"), level(Hazard.EARTHQUAKE, "震度3")])
def test_what_can_wait_waits_for_the_morning_and_the_night_does_not_count(incident: Incident) -> None:
    told = Walker(EVENING, incident=incident).told(12)
    morning = 8 * 60 + 10
    assert told[:2] == [(morning + 5, Road.REMINDER), (morning + 35, Road.REMINDER)]


@pytest.mark.parametrize(
    "incident",
    [
        *(level(Hazard.EARTHQUAKE, each) for each in ("5弱", "5強", "5強", "6弱", "7", "5-", "震度6強", "")),
        *(
            level(Hazard.FLOOD, each)
            for each in ("4", "5", "警戒レベル5", "警戒レベル4相当", "", "大雨特別警報", "相当")
        ),
        level(Hazard.TSUNAMI, "1"),
    ],
)
def test_danger_to_life_and_what_nobody_can_weigh_wakes(incident: Incident) -> None:
    assert Walker(EVENING, incident=incident).told(1)[0] == (15, Road.REMINDER)


@pytest.mark.parametrize(
    "announced",
    [
        *("3", "警戒レベル3", "レベル3", "警戒レベル 3", "警戒レベル３"),
        *(
            "警戒レベル3相当",
            "レベル3相当",
            "3相当",
            "警戒レベル３相当",
            "警戒レベル3相当(気象庁)",
            "警戒レベル３相当（気象庁）",
        ),
    ],
)
def test_level_3_wakes_those_who_need_time(announced: str) -> None:
    incident = level(Hazard.FLOOD, announced)
    assert wakes(incident, support_needed=True)
    assert not wakes(incident, support_needed=False)


@pytest.mark.parametrize("top", [2, 3, 4, 5])
@pytest.mark.parametrize("support_needed", [True, False])
def test_a_warning_as_its_rule_writes_it_wakes_whom_the_city_s_own_level_wakes(top: int, support_needed: bool) -> None:
    """Of the very words that the proposal carries into the incident: 「警戒レベル3相当」."""
    triggers = replace(TRIGGERS, warnings=(2, 3, 4, 5))
    draft = reach_of_warning(rain(top), triggers, CITY, ())
    assert isinstance(draft, Draft)
    equivalent, own = level(draft.hazard, draft.level), level(draft.hazard, str(top))
    assert wakes(equivalent, support_needed=support_needed) == wakes(own, support_needed=support_needed)


@pytest.mark.parametrize("like", ["相当", "相当(気象庁)", "相当（気象庁）", " 相当"])
@pytest.mark.parametrize("of", ["{}", "レベル{}", "警戒レベル{}", "警戒レベル {}"])
def test_what_is_like_a_level_never_wakes_more_people_than_the_level(of: str, like: str) -> None:
    for number, support_needed in product("12345１２３４５", (True, False)):
        announced = of.format(number)
        if wakes(level(Hazard.LANDSLIDE, announced + like), support_needed=support_needed):
            assert wakes(level(Hazard.LANDSLIDE, announced), support_needed=support_needed)


def test_a_level_is_no_intensity() -> None:
    """Of a quake nobody knows what 「警戒レベル3相当」 means, and it wakes."""
    assert wakes(level(Hazard.EARTHQUAKE, "警戒レベル3相当"), support_needed=False)


def test_a_drill_wakes_nobody_whatever_it_plays() -> None:
    assert not wakes(replace(DRILL, hazard=Hazard.TSUNAMI), support_needed=True)
    assert not wakes(replace(DRILL, level="7"), support_needed=True)


def test_nothing_overdue_is_sent_in_the_night_after_a_standstill() -> None:
    walker = Walker(EVENING - timedelta(hours=1), incident=DRILL)
    assert walker.look(EVENING + timedelta(hours=2)) == 0
    assert walker.look(datetime(2026, 9, 2, 6, 0, tzinfo=TOKYO)) == 1


def test_the_list_of_the_staff_grows_at_night() -> None:
    walker = Walker(EVENING - timedelta(minutes=95), incident=DRILL)
    assert walker.told(3)[-1] == (120, Road.STAFF)


@pytest.mark.parametrize(("reachable", "listed"), [(True, 120), (False, 75)])
def test_whom_the_night_holds_back_before_comes_onto_the_staff_s_list_all_the_same(
    reachable: bool, listed: int
) -> None:
    group = Group(0, support_needed=False, reachable=reachable)
    now = EVENING + timedelta(hours=3)
    (found,) = [each for each in held_back(USUAL, DRILL, now) if each.group == group]
    assert (found.road, now - found.asked_by) == (Road.STAFF, timedelta(minutes=listed))


@pytest.mark.parametrize("incident", [QUAKE, level(Hazard.FLOOD, "4")])
def test_nobody_is_held_back_by_day_or_by_what_wakes(incident: Incident) -> None:
    assert held_back(USUAL, incident, EVENING + timedelta(hours=3)) == ()
    assert held_back(USUAL, DRILL, EVENING) == ()


def test_a_ladder_without_a_list_lists_nobody() -> None:
    ladder = replace(USUAL, steps=USUAL.steps[:-1])
    assert held_back(ladder, DRILL, EVENING + timedelta(hours=3)) == ()


def test_a_city_without_a_night_lets_nobody_wait() -> None:
    assert Walker(EVENING, incident=DRILL, ladder=replace(USUAL, night=None)).told(1)[0] == (15, Road.REMINDER)
    empty = replace(USUAL, night=Night(time(22), time(22)))
    assert Walker(EVENING, incident=DRILL, ladder=empty).told(1)[0] == (15, Road.REMINDER)


def test_a_night_within_one_day_is_one_too() -> None:
    siesta = replace(USUAL, night=Night(time(13), time(15)))
    asked = datetime(2026, 9, 1, 12, 50, tzinfo=TOKYO)
    assert Walker(asked, incident=DRILL, ladder=siesta).told(4)[0] == (135, Road.REMINDER)


@settings(max_examples=200)
@given(clocks, clocks, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(0, 7 * 24 * 60))  # noqa: DTZ001
def test_any_night_comes_to_an_end(begins: time, ends: time, moment: datetime, waiting: int) -> None:
    ladder = Ladder((_family(waiting),), Night(begins, ends))
    now = moment.replace(tzinfo=TOKYO)
    for each in due(ladder, DRILL, now):
        assert each.asked_by <= now - timedelta(minutes=waiting)


@settings(max_examples=40)
@given(clocks, clocks, st.integers(1, 60), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001
def test_whoever_is_told_has_been_awake_for_exactly_the_time_of_the_step(
    begins: time, ends: time, waiting: int, moment: datetime
) -> None:
    night = Night(begins, ends)
    now = moment.replace(tzinfo=TOKYO, second=0, microsecond=0)
    for each in due(Ladder((_family(waiting),), night), DRILL, now)[:1]:
        awake, minute = 0, each.asked_by
        while minute < now:
            awake += not _sleeps(minute, night)
            minute += timedelta(minutes=1)
        assert awake == waiting


def _family(after: int) -> Step:
    return Step(Road.FAMILY, timedelta(minutes=after), timedelta(minutes=after))


def _sleeps(moment: datetime, night: Night) -> bool:
    clock = moment.time()
    if night.begins <= night.ends:
        return night.begins <= clock < night.ends
    return not night.ends <= clock < night.begins
