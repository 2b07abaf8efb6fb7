"""Who is old enough to need time: by the day in the city, and only where the city counts by age."""

from datetime import UTC, date, datetime

from bot.core.elders import Elders, needs_time

NINE_IN_JAPAN = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)


def test_the_day_is_that_of_the_city() -> None:
    assert Elders().born_by(NINE_IN_JAPAN) == date(1961, 6, 1)
    assert Elders(time_zone="America/New_York").born_by(NINE_IN_JAPAN) == date(1961, 5, 31)


def test_who_was_born_on_the_29th_of_february_has_the_age_on_the_first_of_march() -> None:
    elders = Elders(age=65)
    born = date(1960, 2, 29)
    days = (datetime(2025, 2, 28, 3, tzinfo=UTC), datetime(2025, 3, 1, 3, tzinfo=UTC))
    assert [needs_time(support_needed=False, birthdate=born, born_by=elders.born_by(each)) for each in days] == [
        False,
        True,
    ]
    assert Elders(age=65).born_by(datetime(2024, 2, 29, 3, tzinfo=UTC)) == date(1959, 2, 28)


def test_without_an_age_or_a_birthdate_the_need_for_support_alone_counts() -> None:
    assert Elders(age=None).born_by(NINE_IN_JAPAN) is None
    assert not needs_time(support_needed=False, birthdate=date(1930, 1, 1), born_by=None)
    assert not needs_time(support_needed=False, birthdate=None, born_by=date(1961, 6, 1))
    assert needs_time(support_needed=True, birthdate=None, born_by=None)
