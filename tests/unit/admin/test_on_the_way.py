"""Sign-ins on their way: each state answers once, for ten minutes, and no flood fills the memory."""

from datetime import UTC, datetime

from admin.on_the_way import LASTS, MOST, OnTheWay

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def test_a_state_answers_once() -> None:
    way = OnTheWay()
    way.keep("state", {"nonce": "n"}, NOW)
    assert way.take("other", NOW) is None
    assert way.take("state", NOW) == {"nonce": "n"}
    assert way.take("state", NOW) is None


def test_a_state_is_too_old_after_ten_minutes() -> None:
    way = OnTheWay()
    way.keep("state", {}, NOW)
    assert way.take("state", NOW + LASTS) is None


def test_the_oldest_gives_way() -> None:
    way = OnTheWay()
    for number in range(MOST + 1):
        way.keep(f"{number}", {}, NOW)
    assert way.take("0", NOW) is None
    assert way.take("1", NOW) is not None
    assert way.take(f"{MOST}", NOW) is not None
