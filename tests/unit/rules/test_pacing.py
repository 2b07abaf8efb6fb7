"""A hurried ladder: the same steps, sooner, and no night that would stop it."""

from datetime import timedelta

import pytest

from bot.core.ladder import USUAL
from bot.rules.pacing import hurried, look_every


def test_at_the_pace_of_a_city_the_ladder_is_the_very_same() -> None:
    assert hurried(USUAL, 1) is USUAL
    assert look_every(timedelta(seconds=10), 1) == timedelta(seconds=10)


def test_a_quarter_of_an_hour_takes_half_a_minute_at_thirty_times_the_pace() -> None:
    steps = hurried(USUAL, 30).steps
    assert [each.road for each in steps] == [each.road for each in USUAL.steps]
    assert [each.after.total_seconds() for each in steps] == [30, 90, 120, 150, 180, 240]
    assert [each.sooner.total_seconds() for each in steps] == [10, 30, 40, 50, 60, 80]


def test_a_hurried_ladder_goes_on_at_night() -> None:
    assert USUAL.night is not None
    assert hurried(USUAL, 2).night is None


def test_it_is_looked_at_more_often_and_never_more_than_once_a_second() -> None:
    assert look_every(timedelta(seconds=10), 4) == timedelta(seconds=2.5)
    assert look_every(timedelta(seconds=10), 60) == timedelta(seconds=1)


def test_no_pace_slows_the_ladder_down() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        hurried(USUAL, 0)
