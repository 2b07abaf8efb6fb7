"""The sign-in pages in a real Chromium: large, plain, and nothing on them shuts anybody out."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from fastapi import FastAPI
from playwright.async_api import Page, async_playwright, expect

from bot.core.errors import Unavailable
from bot.core.ids import ConversationId
from handlers.web_pages.ports import Begun, Ended, SignInPorts, Who
from handlers.web_pages.router import create_sign_in_router
from integrations.sandbox.serve import serving
from tests.servers import browser
from tests.unit.handlers.web_chat.stage import CITY, StageClock, StageInbox, StageWakeups, phrasebook


class Down:
    """A city OS that does not answer, and a place where nothing is kept."""

    async def begin(self, redirect_uri: str) -> Begun:
        raise Unavailable("city_os_identity")

    async def finish(self, query: Mapping[str, str], kept: Mapping[str, Any], redirect_uri: str) -> Who:
        raise Unavailable("city_os_identity")

    def ended(self, logout_token: str) -> AbstractAsyncContextManager[Ended]:
        raise Unavailable("city_os_identity")


class Nothing:
    async def keep(
        self, state: str, kept: Mapping[str, Any], conversation: ConversationId | None, link_token: str | None
    ) -> None:
        raise AssertionError

    async def take(self, state: str) -> None:
        return None

    async def nonce_for(self, issuer: str, subject: str, session: str | None) -> None:
        raise AssertionError

    async def web_conversation(self, conversation: ConversationId, nonce: str) -> ConversationId:
        raise AssertionError

    async def end(
        self, issuer: str, subject: str | None, session: str | None, begun_by: datetime
    ) -> tuple[ConversationId, ...]:
        raise AssertionError


async def nobody(_: object) -> str | None:
    return None


async def no_cookie(_: object, __: object) -> None:
    raise AssertionError


@pytest.fixture
async def site() -> AsyncIterator[str]:
    ports = SignInPorts(Down(), Nothing(), StageInbox(), StageWakeups(), StageClock(), nobody, no_cookie)
    app = FastAPI()
    router = create_sign_in_router(ports, phrasebook=phrasebook(), city=CITY, public_url="http://127.0.0.1:8000")
    app.include_router(router)
    async with serving(app) as base:
        yield base


PATHS = ("/sign-in?linkToken=token-1", "/sign-in", "/sign-in/begin?linkToken=token-1", "/sign-in/callback?state=x")

SHEETS = "document.styleSheets.length === 1 && document.styleSheets[0].cssRules.length > 5"
SMALLEST = "Math.min(...[...document.querySelectorAll('main *')].map(it => parseFloat(getComputedStyle(it).fontSize)))"
LOWEST = "Math.min(...[...document.querySelectorAll('a.button')].map(it => it.getBoundingClientRect().height))"


@pytest.mark.parametrize("language", ["ja-JP", "en-GB"])
@pytest.mark.parametrize("dark", [False, True])
async def test_every_page_is_large_and_axe_finds_nothing(
    site: str, chromium_path: str, language: str, dark: bool
) -> None:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=Path(chromium_path), args=browser.ARGUMENTS)
        page = await chromium.new_page(
            viewport={"width": 320, "height": 640}, locale=language, color_scheme="dark" if dark else "light"
        )
        for path in PATHS:
            await page.goto(site + path)
            assert await page.evaluate(SHEETS)
            assert await page.evaluate(SMALLEST) >= 20
            assert await page.evaluate(LOWEST) >= 48
            assert await page.evaluate("document.documentElement.scrollWidth") <= 320
            assert await violations(page) == []
        await chromium.close()


async def test_a_city_os_that_is_down_is_said_plainly_with_the_telephone(site: str, chromium_path: str) -> None:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=Path(chromium_path), args=browser.ARGUMENTS)
        page = await chromium.new_page(locale="ja-JP")
        await page.goto(f"{site}/sign-in?linkToken=token-1")
        await page.get_by_role("link", name="ログインへ進む").click()
        await expect(page.get_by_role("heading")).to_have_text("いまは、ログインできません")
        await expect(page.get_by_role("link", name="市に電話する")).to_have_attribute("href", "tel:0242391111")
        await expect(page.get_by_text("ログインしなくても")).to_be_visible()
        await chromium.close()


async def violations(page: Page) -> list[str]:
    """What axe finds; put in by the debugger, because the page lets no script run."""
    await page.evaluate(axe())
    options = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
    found: dict[str, Any] = await page.evaluate("(options) => axe.run(document, options)", options)
    return [each["id"] for each in found["violations"]]


def axe() -> str:
    return Path(AXE_FILE_PATH).read_text("utf-8")
