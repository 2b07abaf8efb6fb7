"""The whole incident over PostgreSQL, as a newcomer meets it in the demo: from the telegram to the report.

One button feeds the telegram; staff confirm what it proposes and declare the emergency on the console; the ladder
climbs at its hurried pace; the leader answers for ten households in one message; staff close, and read the report.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.e2e.demo_town import ANSWERS_WITHIN, DAUGHTER, HANAKO, LEADER, DemoTown, demo_in
from tests.servers.postgres import PostgresServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

MANAGER = "野口 真理"
TEN_HOUSEHOLDS = (
    "渡部さん、星さん、斎藤さん、鈴木さんの家は旗が出ています。"
    "遠藤さん、長谷川浩さん、グエンさんは会えて無事。カーターさんは無事。"
    "大竹さんはけが。長谷川さくらさんは留守。"
)
_LADDER_WITHIN = 120.0
_SOON = 20_000


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> Iterator[DemoTown]:
    with postgres_server.database() as url, demo_in(tmp_path_factory.mktemp("incident"), url) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    context = await chromium.new_context(
        viewport=ViewportSize(width=1440, height=900), locale="ja-JP", accept_downloads=True
    )
    yield await context.new_page()
    await context.close()


async def test_from_the_telegram_to_the_closed_incident(town: DemoTown, page: Page, tmp_path: Path) -> None:
    await _sign_in(page, town)
    town.press("地震の電文を流す")
    await _confirm(page)
    await _declare_for_the_leaders_district(page)
    await _until(town, HANAKO, "の地震（気象庁発表）")
    await _until(town, HANAKO, "まだ回答が届いていません", _LADDER_WITHIN)
    await _until(town, DAUGHTER, "△ 会津 花子さん まだ回答が届いていません", _LADDER_WITHIN)
    town.say(LEADER, TEN_HOUSEHOLDS)
    await _until(town, LEADER, "報告の確認")
    town.tap(LEADER, "この内容で報告する")
    await _until(town, LEADER, "13人分の報告を受け取りました")
    town.say(HANAKO, "さすけねぇ")
    await _until(town, DAUGHTER, "○ 会津 花子さん 無事")
    await _close(page)
    await expect(page.get_by_role("row", name=re.compile("黄色い旗・カード"))).to_contain_text(re.compile("[1-9]"))
    await _download_the_report(page, tmp_path)


async def _until(town: DemoTown, user: str, words: str, within: float = ANSWERS_WITHIN) -> None:
    await asyncio.to_thread(town.until_shown, user, words, within)


async def _sign_in(page: Page, town: DemoTown) -> None:
    await page.goto(f"{town.console}/sign-in")
    await page.get_by_role("link", name="職員IDでサインイン").click()
    await page.get_by_role("button", name=MANAGER).click()
    await expect(page.locator(".signed-in")).to_contain_text(MANAGER, timeout=_SOON)


async def _confirm(page: Page) -> None:
    card = page.locator(".world.real .proposal")
    await expect(card).to_contain_text("事案を開いて、安否をたずねる", timeout=_SOON)
    await card.get_by_role("button", name="確認して送る").click()
    await card.get_by_role("button", name="はい、いま送ります").click()
    await expect(page.locator(".world.real .incident-title")).to_contain_text("地震", timeout=_SOON)


async def _declare_for_the_leaders_district(page: Page) -> None:
    await page.get_by_role("link", name="有事の宣言").click()
    await page.get_by_label("えらんだ地区だけ").check()
    await page.get_by_label("一箕地区", exact=True).check()
    await page.get_by_label("きっかけ(市民が読みます)").fill("震度5強の地震")
    await page.get_by_role("button", name="つぎへ").click()
    await page.get_by_role("button", name="はい、宣言します").click()
    await expect(page.locator(".emergency")).to_contain_text("震度5強の地震", timeout=_SOON)


async def _close(page: Page) -> None:
    await page.get_by_role("link", name="報告", exact=True).click()
    await page.get_by_role("link", name=re.compile("地震")).first.click()
    await page.get_by_role("button", name="事案を閉じる…").click()
    await page.get_by_role("button", name="閉じて報告を残す").click()
    await expect(page.locator(".report-band")).to_contain_text("閉じた事案の報告", timeout=_SOON)


async def _download_the_report(page: Page, folder: Path) -> None:
    await page.get_by_label("何に使いますか").select_option("review")
    async with page.expect_download(timeout=_SOON) as waiting:
        await page.get_by_role("button", name="報告書(PDF)を作る").click()
    file = folder / "report.pdf"
    await (await waiting.value).save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
