"""The bucket that keeps one socket from hurrying too much."""

from handlers.web_chat.pace import Pace


def test_a_burst_is_allowed_and_then_the_steady_rate() -> None:
    pace = Pace(rate=2, burst=3, now=0)
    assert [pace.allows(0) for _ in range(4)] == [True, True, True, False]
    assert [pace.allows(0.5), pace.allows(0.6), pace.allows(1.0)] == [True, False, True]


def test_waiting_fills_the_bucket_no_further_than_its_size() -> None:
    pace = Pace(rate=2, burst=3, now=0)
    assert [pace.allows(1_000) for _ in range(4)] == [True, True, True, False]
