"""What tests of the whole program share: a database on either engine, one Chromium, and a console in a tab of it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ViewportSize, async_playwright, expect

from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.servers.browser import ARGUMENTS
from tests.servers.postgres import PostgresServer
from tests.servers.tables import migrated

expect.set_options(timeout=15_000)
"""Milliseconds. What comes must come; where it must come soon, a test names its own bound."""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own on that engine; nobody lives in it yet."""
    if engine == "sqlite":
        file = f"sqlite:///{tmp_path / 'anpi.db'}"
        migrated(file)
        yield file
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(migrated) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium(chromium_path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    """Of a small town; a module whose town is another one has a console of its own."""
    console = RunningConsole(tmp_path)
    await console.start()
    yield console
    await console.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def context(chromium: Browser) -> AsyncIterator[BrowserContext]:
    context = await chromium.new_context(viewport=ViewportSize(width=1440, height=900), locale="ja-JP")
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def tab(console: RunningConsole, context: BrowserContext) -> AsyncIterator[BoardTab]:
    """Nobody has signed in there yet."""
    tab = BoardTab(await context.new_page(), console)
    yield tab
    assert tab.complaints == []
