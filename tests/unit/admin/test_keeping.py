"""How soon a page reads again by itself: the pause after each look, by a clock that the test holds."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from admin.pages import keeping
from admin.pages.keeping import keep_live
from admin.sessions import Session
from tests.integration.console_town import StillClock


class Page:
    """Reads three times, so many seconds each, and then nobody sits there any more."""

    header = SimpleNamespace(fresh=lambda _: None)

    def __init__(self, session: Session, seconds: float) -> None:
        self.hurry = asyncio.Event()
        self.at = 0.0
        self._session = session
        self._takes = seconds
        self._left = 3

    async def refresh(self) -> None:
        self.at += self._takes
        self._left -= 1
        if not self._left:
            self._session.end()


class Tab:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...

    def open(self, where: str) -> None: ...


@pytest.mark.parametrize(("takes", "pause"), [(0.0, 0.5), (0.05, 0.5), (0.1, 0.5), (0.4, 1.2), (9.0, 2.0)])
async def test_it_looks_twice_a_second_and_a_slow_database_is_asked_less_often(
    takes: float, pause: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the read and the way to the browser news are there within a second."""
    clock, pauses = StillClock(), list[float]()
    session = Session("s1", clock.now() + timedelta(hours=1))
    page: Any = Page(session, takes)

    async def passes(_: asyncio.Event, seconds: float) -> None:
        pauses.append(round(seconds, 6))
        page.at += seconds

    monkeypatch.setattr(keeping, "_pause", passes)
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: page.at))
    desk: Any = SimpleNamespace(clock=clock)
    client: Any = Tab()
    await keep_live(page, desk, session, client, asyncio.Event())
    assert pauses == [pause] * 3
