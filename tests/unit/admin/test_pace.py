"""How long a page rests between two reads."""

import pytest

from admin.pace import breath_after, pause_after


@pytest.mark.parametrize(
    ("spent", "pause"),
    [
        pytest.param(0.01, 0.5, id="a quick database is asked at the usual pace"),
        pytest.param(0.3, 0.9, id="a slow one gets more rest than it works"),
        pytest.param(30.0, 2.0, id="a machine that stood still keeps nobody waiting afterwards"),
    ],
)
def test_the_rest_follows_the_read(spent: float, pause: float) -> None:
    assert pause_after(spent, at_least=0.5) == pytest.approx(pause)


def test_a_page_with_a_slower_pace_keeps_it() -> None:
    assert pause_after(30.0, at_least=5.0) == 5.0


@pytest.mark.parametrize(("spent", "breath"), [(0.01, 0.1), (0.6, 0.6), (30.0, 2.0)])
def test_known_news_waits_no_longer_than_the_read_took(spent: float, breath: float) -> None:
    assert breath_after(spent, at_least=0.1) == breath
