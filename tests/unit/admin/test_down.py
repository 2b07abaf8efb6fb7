"""What the console does while the database takes nothing: it goes on looking."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from admin import rechecking
from admin.pages.keeping import keep_live
from admin.rechecking import Rechecking
from admin.sessions import Session, Sessions
from bot.core.errors import Unavailable
from bot.storage.border import Rejected
from bot.storage.database import Database
from tests.integration.console_town import StillClock

FAULTS = [Unavailable("database"), Rejected("ProgrammingError", "42P01", "")]


@pytest.mark.parametrize("fault", FAULTS)
async def test_offices_that_could_not_be_read_are_read_again(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = asyncio.Event()

    class Faulty(Rechecking):
        tries = 0

        async def look(self, _: Iterable[Session]) -> None:
            self.tries += 1
            if self.tries > 1:
                looked.set()
            raise fault

    monkeypatch.setattr(rechecking, "EVERY_SECONDS", 0.001)
    clock = StillClock()
    running = asyncio.create_task(Faulty(cast("Database", None), Sessions(), clock).run())
    async with asyncio.timeout(5):
        await looked.wait()
    running.cancel()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_page_that_cannot_be_read_says_so_and_reads_again(fault: Exception) -> None:
    clock, said = StillClock(), list[str]()
    session = Session("s1", clock.now() + timedelta(hours=1))

    class Page:
        hurry = asyncio.Event()
        header = SimpleNamespace(database_down=lambda *_: said.append("down"), fresh=lambda _: said.append("fresh"))

        async def refresh(self) -> None:
            self.hurry.set()
            if not said:
                raise fault
            session.end()

    class Tab:
        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

        def open(self, where: str) -> None:
            said.append(where)

    desk: Any = SimpleNamespace(clock=clock)
    page: Any = Page()
    client: Any = Tab()
    async with asyncio.timeout(5):
        await keep_live(page, desk, session, client, asyncio.Event())
    assert said == ["down", "fresh", "/sign-in"]
