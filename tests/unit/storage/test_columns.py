"""Times and lists of values mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url, not_, select

from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.tables import inbox, people

_MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-5))]))
_INSTANT = Instant()
SQLITE, POSTGRESQL = (make_url(each).get_dialect()() for each in ("sqlite+aiosqlite://", "postgresql+asyncpg://"))


@given(_MOMENTS)
def test_a_moment_comes_back_equal_and_in_utc(moment: datetime) -> None:
    for dialect in (SQLITE, POSTGRESQL):
        back = _INSTANT.process_result_value(_INSTANT.process_bind_param(moment, dialect), dialect)
        assert back == moment
        assert back is not None
        assert back.tzinfo is UTC


@given(_MOMENTS, _MOMENTS)
def test_moments_are_ordered_as_they_are_stored(one: datetime, other: datetime) -> None:
    dialect = SQLITE
    stored = [_INSTANT.process_bind_param(each, dialect) for each in (one, other)]
    assert (stored[0] < stored[1]) == (one < other)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        _INSTANT.process_bind_param(datetime(2026, 6, 1), SQLITE)  # noqa: DTZ001


def test_no_time_stays_no_time() -> None:
    dialect = POSTGRESQL
    assert _INSTANT.process_bind_param(None, dialect) is None
    assert _INSTANT.process_result_value(None, dialect) is None


def test_many_values_are_one_parameter_on_both_databases() -> None:
    query = select(people.c.id).where(among(people.c.id, "ids"), not_(among(people.c.name, "names")))
    on_sqlite, on_postgres = (str(query.compile(dialect=each)) for each in (SQLITE, POSTGRESQL))
    assert on_sqlite.endswith(
        "(people.id IN (SELECT value FROM json_each(?))) AND NOT (people.name IN (SELECT value FROM json_each(?)))"
    )
    assert on_postgres.endswith("(people.id = ANY ($1::TEXT[])) AND NOT (people.name = ANY ($2::TEXT[]))")


def test_numbers_are_looked_for_as_numbers() -> None:
    query = select(inbox.c.lane).where(among(inbox.c.lane, "lanes"))
    assert "= ANY ($1::INTEGER[])" in str(query.compile(dialect=POSTGRESQL))
