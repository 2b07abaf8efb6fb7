"""What was missed between two looks, and when the feed of several days is sure to have brought it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.alerts.jma.coverage import COVERS, EDITION, is_owed, unbroken_since

NOW = datetime(2026, 11, 22, 8, 20, tzinfo=UTC)
BEGAN = NOW - timedelta(hours=3)
SIX_HOURS = timedelta(hours=6)


def test_who_never_looked_knows_of_the_last_minutes_alone() -> None:
    assert unbroken_since(None, None, NOW) == NOW - COVERS


@pytest.mark.parametrize("ago", [timedelta(), timedelta(seconds=20), COVERS])
def test_looks_close_together_go_on(ago: timedelta) -> None:
    assert unbroken_since(NOW - ago, BEGAN, NOW) == BEGAN


@pytest.mark.parametrize("ago", [COVERS + timedelta(seconds=1), timedelta(days=2), -timedelta(hours=1)])
def test_a_look_too_long_ago_or_in_the_future_is_none(ago: timedelta) -> None:
    assert unbroken_since(NOW - ago, BEGAN, NOW) == NOW - COVERS


def test_the_feed_of_several_days_is_owed_until_an_edition_after_the_gap_was_read() -> None:
    assert is_owed(NOW, None, NOW, SIX_HOURS)
    assert is_owed(NOW, NOW, NOW, SIX_HOURS)
    assert is_owed(NOW, NOW + EDITION - timedelta(seconds=1), NOW + EDITION, SIX_HOURS)
    assert not is_owed(NOW, NOW + EDITION, NOW + EDITION, SIX_HOURS)


def test_a_look_in_the_future_pays_nothing() -> None:
    assert is_owed(NOW, NOW + timedelta(days=1), NOW, SIX_HOURS)


def test_what_no_rule_takes_any_more_is_not_owed() -> None:
    assert is_owed(NOW - SIX_HOURS, None, NOW, SIX_HOURS)
    assert not is_owed(NOW - SIX_HOURS - timedelta(seconds=1), None, NOW, SIX_HOURS)


@given(st.integers(0, 59), st.integers(0, 12), st.integers(0, 359))
def test_once_nothing_is_owed_no_telegram_of_the_gap_is_missing(minute: int, late: int, looked: int) -> None:
    """Whenever within the hour the editions are written, and up to ten minutes late."""
    since = NOW.replace(minute=minute)
    read = since + timedelta(minutes=looked)
    if is_owed(since, read, read, SIX_HOURS):
        return
    edition = (read - timedelta(minutes=min(late, 10))).replace(minute=0)
    assert edition >= since
