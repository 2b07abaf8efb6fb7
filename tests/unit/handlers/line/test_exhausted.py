"""A month's messages that are used up: LINE is not asked again and again."""

import pytest

from bot.core.errors import TryLater
from handlers.line.exhausted import REASON, Exhausted

USED_UP = TryLater(REASON, ambiguous=False, pause=600.0)


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_as_many_recipients_wait_and_fewer_are_tried() -> None:
    exhausted = Exhausted(Clock())
    exhausted.note(500, USED_UP)
    with pytest.raises(TryLater) as put_off:
        exhausted.check(500)
    assert (put_off.value.reason, put_off.value.pause) == (REASON, 600.0)
    exhausted.check(499)
    exhausted.note(1, USED_UP)
    with pytest.raises(TryLater):
        exhausted.check(2)


def test_after_the_pause_line_is_asked_again() -> None:
    clock = Clock()
    exhausted = Exhausted(clock)
    exhausted.note(1, USED_UP)
    clock.seconds += 600.0
    exhausted.check(500)
    exhausted.note(500, USED_UP)
    exhausted.check(1)


def test_another_reason_keeps_nobody_waiting() -> None:
    exhausted = Exhausted(Clock())
    exhausted.note(1, TryLater("line_rate_limit", ambiguous=False))
    exhausted.check(1)
