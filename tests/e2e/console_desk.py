"""A running console over a seeded SQLite file, and its board in a browser tab as staff see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn
from playwright.async_api import ConsoleMessage, Locator, Page
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.app import create_console
from admin.parts import NO_TILES, Tiles
from bot.core.errors import Unavailable
from bot.core.quota import Quota, unknown
from bot.core.triggers import CityCodes
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.wakeups import InProcessWakeups
from handlers.web_pages.ports import Identity
from tests.e2e.processes import HeldPort
from tests.e2e.web_chat_page import axe
from tests.integration.console_town import CODE, RealClock, Town, parts_over
from tests.servers.tables import migrated

CODES = CityCodes("072028", ("0720200",))
EXPECTED = ("net::ERR_", "status of 403")
"""A connection that the test takes away, and a wrong code."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class BreakableDatabase(Database):
    """`down`: as if the server had gone. `answers`: cleared, as if every reading took for ever."""

    down = False

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.answers = asyncio.Event()
        self.answers.set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        self._fail_if_down()
        await self.answers.wait()
        async with super().reading() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        self._fail_if_down()
        async with super().writing() as connection:
            yield connection

    def _fail_if_down(self) -> None:
        if self.down:
            raise Unavailable("database")


class RunningConsole:
    """`town.database` is a connection of its own, as other processes have; `database` is the console's."""

    def __init__(
        self,
        folder: Path,
        tiles: Tiles = NO_TILES,
        quota: Callable[[], Awaitable[Quota | None]] = unknown,
        database: str = "",
    ) -> None:
        """`database`: the address of an empty one; empty: SQLite in the folder."""
        self._quota = quota
        self._tiles = tiles
        self.identity: Identity | None = None
        """The city OS, where staff sign in by name; to be set before the start."""
        self._url = database or f"sqlite:///{folder / 'anpi.db'}"
        self.database = BreakableDatabase(self._url)
        self.town = Town(Database(self._url), RealClock().now())
        self._held = HeldPort()
        self.port = self._held.number
        self.address = f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        migrated(self._url)
        await self.town.fill()
        await self.town.add(tables.roles, {"person_id": "sato", "role": "city_staff"})
        by_name = (self.address, self.identity) if self.identity else None
        parts = parts_over(self.database, RealClock(), InProcessWakeups(), by_name, self._quota)
        app = create_console(replace(parts, tiles=self._tiles, codes=CODES))
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self.port, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._task = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._task
        self._held.release()
        await self.database.close()
        await self.town.database.close()


class BoardTab:
    """One tab. `complaints` collects what the browser's console says that staff should never cause."""

    def __init__(self, page: Page, console: RunningConsole) -> None:
        self.page = page
        self.console = console
        self.complaints: list[str] = []
        page.on("console", self._complain)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def real(self) -> Locator:
        return self.page.locator(".world.real")

    @property
    def drill(self) -> Locator:
        return self.page.locator(".world.drill")

    @property
    def to_go(self) -> Locator:
        """The real cases that somebody may have to go to."""
        return self.real.locator(".cases.go .case")

    async def sign_in(self, code: str = CODE) -> None:
        await self.page.goto(f"{self.console.address}/")
        await self.page.get_by_label("サインインのコード").fill(code)
        await self.page.keyboard.press("Enter")

    async def violations(self) -> list[str]:
        """What axe finds, each with the elements it means; from the top, where the header lies over nothing."""
        await self.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        await self.page.evaluate(axe())
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = await self.page.evaluate("(options) => axe.run(document, options)", options)
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found["violations"]]

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(each in message.text for each in EXPECTED):
            self.complaints.append(message.text)


async def not_now(_: object, __: object) -> None:
    """In the place of `Rechecking.look`: an act asks for the office by itself, however long ago that look was."""
