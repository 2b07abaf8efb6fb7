"""Who is stepped on when: each step once, in its order, and nobody rushed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ladder import USUAL, Ladder, Road, Step
from bot.rules.ladder import due
from tests.unit.rules.ladder.pure_town import DRILL, FLOOD, NOON, QUAKE, TOKYO, Walker

R, F, S, L, W = Road.REMINDER, Road.FAMILY, Road.SUPPORTER, Road.LEADER, Road.STAFF
minutes = st.integers(0, 300).map(lambda each: timedelta(minutes=each))


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Steps in the order of their times, people who need support never later."""
    roads = draw(st.lists(st.sampled_from(Road), max_size=8))
    after = sorted(draw(st.lists(minutes, min_size=len(roads), max_size=len(roads))))
    return Ladder(tuple(Step(road, each, each / 3) for road, each in zip(roads, after, strict=True)), USUAL.night)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda each: each.replace(tzinfo=TOKYO))  # noqa: DTZ001
incidents = st.sampled_from([QUAKE, FLOOD, DRILL, replace(FLOOD, level="4"), replace(QUAKE, level="")])


def test_the_usual_steps_at_their_minutes() -> None:
    assert Walker().told(3) == [(15, R), (45, R), (60, F), (75, S), (90, L), (120, W)]


def test_people_who_need_support_are_stepped_on_sooner() -> None:
    assert Walker(support_needed=True).told(3) == [(5, R), (15, R), (20, F), (25, S), (30, L), (40, W)]


def test_whoever_cannot_be_reached_gets_no_reminder_and_goes_on_as_early_as_the_first_would_have_come() -> None:
    assert Walker(reachable=False).told(3) == [(15, F), (30, S), (45, L), (75, W)]
    assert Walker(reachable=False, support_needed=True).told(3) == [(5, F), (10, S), (15, L), (25, W)]


def test_whoever_blocks_the_account_after_a_reminder_goes_on_at_once() -> None:
    walker = Walker()
    walker.walk(20 / 60)
    walker.reachable = False
    walker.look(NOON + timedelta(minutes=21))
    walker.look(NOON + timedelta(minutes=22))
    assert walker.taken == [(15, R, False), (21, R, True), (22, F, False)]


def test_where_others_come_before_the_first_reminder_nobody_waits_longer_for_being_unreachable() -> None:
    ladder = Ladder((_step(F, 10), _step(R, 30)))
    assert Walker(reachable=False, ladder=ladder).told(1) == [(10, F)]


def _step(road: Road, after: int) -> Step:
    return Step(road, timedelta(minutes=after), timedelta(minutes=after))


def test_after_a_standstill_one_reminder_goes_and_not_two_in_a_rush() -> None:
    walker = Walker()
    for second in (0, 10, 20):
        walker.look(NOON + timedelta(minutes=50, seconds=second))
    assert walker.taken == [(50, R, True), (50, R, False)]


def test_after_a_long_standstill_the_person_is_still_reminded_before_the_family_is_told() -> None:
    walker = Walker()
    for second in (0, 10, 20):
        walker.look(NOON + timedelta(minutes=70, seconds=second))
    assert [(road, skipped) for _, road, skipped in walker.taken] == [(R, True), (R, False), (F, False)]


def test_reminders_are_numbered_by_themselves() -> None:
    ladder = Ladder((_step(F, 1), _step(R, 2), _step(F, 3), _step(R, 4)))
    assert {(each.group.taken, each.number) for each in due(ladder, QUAKE, NOON)} == {(0, 1), (1, 1), (2, 2), (3, 2)}


def test_a_city_without_steps_does_nothing() -> None:
    assert due(Ladder(), QUAKE, NOON) == ()


@given(ladders(), incidents, moments, st.booleans(), st.booleans(), st.integers(0, 72))
def test_nobody_takes_two_steps_in_one_look(
    ladder: Ladder, incident: object, now: datetime, support_needed: bool, reachable: bool, hours: int
) -> None:
    walker = Walker(now - timedelta(hours=hours), support_needed, reachable, ladder, incident)  # type: ignore[arg-type]
    assert walker.look(now) <= 1


@given(ladders(), incidents, moments)
def test_nobody_is_stepped_on_before_they_were_asked(ladder: Ladder, incident: object, now: datetime) -> None:
    assert all(each.asked_by <= now for each in due(ladder, incident, now))  # type: ignore[arg-type]


@given(ladders(), moments, st.booleans(), st.booleans())
def test_whoever_stays_silent_has_taken_every_step_in_the_end(
    ladder: Ladder, asked: datetime, support_needed: bool, reachable: bool
) -> None:
    walker = Walker(asked, support_needed, reachable, ladder, DRILL)
    walker.walk(24 * 2, every=timedelta(minutes=30))
    assert walker.steps == len(ladder.steps)


@given(ladders(), st.booleans())
def test_people_who_need_support_never_wait_longer(ladder: Ladder, reachable: bool) -> None:
    needed, others = (Walker(support_needed=each, reachable=reachable, ladder=ladder).walk(6) for each in (True, False))
    assert all(sooner[0] <= later[0] for sooner, later in zip(needed, others, strict=False))


@pytest.mark.parametrize("road", [F, S, L, W])
def test_only_reminders_are_ever_passed_over(road: Road) -> None:
    ladder = Ladder((_step(road, 1), _step(road, 2)))
    assert not any(each.skipped for each in due(ladder, QUAKE, NOON + timedelta(days=1)))
