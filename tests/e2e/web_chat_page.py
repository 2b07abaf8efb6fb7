"""The web chat's page in a real Chromium, by what a person sees and does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, ViewportSize, async_playwright, expect

from bot.core.language import Language
from handlers.web_chat.labels import labels
from tests.servers.browser import ARGUMENTS
from tests.unit.handlers.web_chat.stage import CITY, phrasebook

PHONE = (390, 844)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ENHANCED = {"color-contrast-enhanced": {"enabled": True}}
"""7:1, beyond what WCAG 2.2 AA asks."""
WORDS = labels(phrasebook(), CITY, Language.JAPANESE)
"""The page's own words."""


OVERFLOW = """() => {
  const page = document.scrollingElement;
  const fits = getComputedStyle(document.getElementById("scroller")).overflowY !== "visible";
  return [page.scrollWidth - innerWidth, fits ? page.scrollHeight - innerHeight : 0];
}"""


class ChatPage:
    """One tab. `complaints` collects what the browser's console says that no user should ever cause."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._address = address
        page.on("console", self._complain)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def answers(self) -> Locator:
        return self.page.locator("#buttons")

    @property
    def said(self) -> Locator:
        """What the person said, as the log shows it."""
        return self.page.locator(".entry.own .words")

    async def open(self) -> None:
        await self.page.goto(f"{self._address}/chat")

    async def tap(self, label: str) -> None:
        await self.answers.get_by_role("button", name=label, exact=True).click()

    async def write(self, words: str) -> None:
        await self.page.get_by_role("textbox").fill(words)
        await self.page.keyboard.press("Enter")

    async def sees(self, words: str) -> None:
        await expect(self.log).to_contain_text(words)

    async def words(self) -> list[str]:
        return await self.page.locator(".entry .words").all_text_contents()

    async def violations(self) -> list[str]:
        """What axe finds, each with the elements it means."""
        if not await self.page.evaluate("typeof axe === 'object'"):
            await self.page.evaluate(axe())
        options = {"runOnly": {"type": "tag", "values": RULES}, "rules": ENHANCED, "resultTypes": ["violations"]}
        found: dict[str, Any] = await self.page.evaluate("(options) => axe.run(document, options)", options)
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found["violations"]]

    async def overflow(self) -> int:
        """Pixels that stick out sideways, or downwards where the page is meant to fit the window."""
        pixels: list[int] = await self.page.evaluate(OVERFLOW)
        return max(0, *pixels)

    def _complain(self, message: ConsoleMessage) -> None:
        """A connection that is refused is what the test does to the page; everything else is a fault."""
        if message.type in {"error", "warning"} and "net::ERR_" not in message.text:
            self.complaints.append(message.text)


def axe() -> str:
    return Path(AXE_FILE_PATH).read_text("utf-8")


@asynccontextmanager
async def browser(
    program: str, profile: Path, *, size: tuple[int, int] = PHONE, letters: int = 16, **options: Any
) -> AsyncIterator[BrowserContext]:
    """A browser with its own profile. `letters` is the text size that its owner has set, in pixels (16 is 100 %)."""
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(json.dumps({"webkit": {"webprefs": {"default_font_size": letters}}}))
    viewport = ViewportSize(width=size[0], height=size[1])
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile, executable_path=program, args=list(ARGUMENTS), viewport=viewport, locale="ja-JP", **options
        )
        try:
            yield context
        finally:
            await context.close()
