"""「毎月の訓練」 in a real Chromium: counts by month and district, nobody's name, reached from the reports."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from bot.storage import tables
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.console_town import EAST, WEST

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def tab(chromium: Browser, tmp_path: Path) -> AsyncIterator[BoardTab]:
    console = RunningConsole(tmp_path)
    await console.start()
    context = await chromium.new_context(viewport=ViewportSize(width=1280, height=900), locale="ja-JP")
    tab = BoardTab(await context.new_page(), console)
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    yield tab
    await context.close()
    await console.stop()
    assert tab.complaints == []


async def wish(tab: BoardTab) -> None:
    """Ten people asked in September, seven of them done; August is over and was kept."""
    people = [
        {"id": f"N{each}", "name": f"名前{each}", "district_id": EAST if each < 6 else WEST} for each in range(10)
    ]
    wishes = [
        {
            "person_id": each["id"],
            "since": tab.console.town.now,
            "times": 1,
            "asked_in": "2026-09",
            "done_in": "2026-09" if number in {0, 1, 2, 5, 6, 7, 8} else "2026-08",
        }
        for number, each in enumerate(people)
    ]
    await tab.console.town.add(tables.people, *people)
    await tab.console.town.add(tables.practices, *wishes)
    kept = {"month": "2026-08", "asked": 9}
    await tab.console.town.add(
        tables.practice_counts,
        {**kept, "district_id": EAST, "done": 6},
        {**kept, "district_id": WEST, "done": 2},
    )


async def test_before_the_first_drill_it_says_so(tab: BoardTab) -> None:
    await tab.page.goto(f"{tab.console.address}/reports")
    await tab.page.get_by_role("link", name="毎月の訓練の参加").click()
    await expect(tab.page.locator(".practices")).to_contain_text("まだ一度も送られていません")
    assert await tab.violations() == []


async def test_the_months_and_the_districts_are_counted_and_nobody_is_named(tab: BoardTab) -> None:
    await wish(tab)
    await tab.page.goto(f"{tab.console.address}/practices")
    body = tab.page.locator(".practices")
    await expect(body).to_contain_text("いま参加を希望している人10人")
    await expect(body).to_contain_text("2026年9月: 10人のうち7人ができました")
    newest = tab.page.get_by_role("region", name="2026年9月").first
    await expect(newest).to_contain_text("東町64")
    await expect(newest).to_contain_text("西町43")
    await expect(tab.page.get_by_role("region", name="月ごと", exact=True)).to_contain_text("2026年8月18844%")
    await tab.page.get_by_text("2026年8月の地区ごと").click()
    await expect(tab.page.locator(".earlier")).to_contain_text("人数が少ないため、地区には分けません。")
    assert "名前" not in await body.inner_text()
    assert await tab.violations() == []
