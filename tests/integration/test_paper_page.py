"""The leader's page in a real Chromium: read on a phone by the light of a lamp, and printed on A4."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, async_playwright, expect

from bot.core.people import District
from bot.rules.area_paper import Block, Household, Paper, Resident
from handlers.web_pages.paper import create_paper_router
from integrations.sandbox.serve import serving
from tests.servers import browser
from tests.unit.handlers.web_chat.stage import CITY, phrasebook, words
from tests.unit.rules.test_area_paper import HERE, NOW, QUAKE

TOLD = words("無事。ご家族(娘)の返事 10分前。水が足りません。")
HOME = Household(
    (Resident("会津 花子", TOLD, "090-0000-0001"), Resident("会津 太郎", words("まだ返事がありません"))),
    "福島県会津若松市一箕町大字八幡字北滝沢0-1",
)
PAPER = Paper(District(HERE, "一箕地区"), QUAKE, NOW, (Block("1班", (HOME,) * 5),), 2)


class OnePaper:
    async def open(self, token: str) -> Paper | None:
        return PAPER


@pytest.fixture
async def sheet(chromium_path: str) -> AsyncIterator[Page]:
    app = FastAPI()
    app.include_router(create_paper_router(OnePaper(), phrasebook=phrasebook(), city=CITY))
    async with serving(app) as base, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_path, args=browser.ARGUMENTS)
        page = await chromium.new_page(viewport={"width": 360, "height": 740}, locale="ja-JP")
        await page.goto(f"{base}/paper/{'t' * 43}")
        await page.get_by_role("button").click()
        yield page
        await chromium.close()


async def test_on_a_phone_a_household_is_read_without_columns(sheet: Page) -> None:
    state = await sheet.locator("td.state").first.bounding_box()
    name = await sheet.get_by_text("会津 花子").first.bounding_box()
    assert state is not None
    assert name is not None
    assert state["width"] > 250
    assert state["y"] > name["y"]
    assert await sheet.evaluate("document.documentElement.scrollWidth") <= 360
    assert await sheet.evaluate("document.querySelector('tbody').offsetHeight") < 350


async def test_on_paper_the_columns_stand_with_boxes_to_tick(sheet: Page) -> None:
    await sheet.emulate_media(media="print")
    for width in (360, 700):
        await sheet.set_viewport_size({"width": width, "height": 990})
        await expect(sheet.get_by_role("columnheader")).to_have_text(["旗", "会えた", "留守", "お名前と電話", "返事"])
        await expect(sheet.locator("tbody").first.locator(".tick")).to_have_count(3)
        await expect(sheet.locator(".tick").first).to_be_visible()
    state = await sheet.locator("td.state").first.bounding_box()
    assert state is not None
    assert 200 < state["width"] < 300
