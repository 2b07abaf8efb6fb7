"""「届いた電文」 on the console: every alert as what it is, live, filtered, opened as it came, taken as CAP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, ViewportSize, expect

from bot.core.alerts import AlertArea, AlertChange, AlertStatus
from integrations.alerts.cap import read_cap
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.alert_town import RAW, alert, came, exercise, one_of_each, openings, unknown, warning

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOON = 4_000
"""Milliseconds: the page looks every two seconds."""


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    console = RunningConsole(tmp_path)
    await console.start()
    yield console
    await console.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def tab(console: RunningConsole, chromium: Browser) -> AsyncIterator[BoardTab]:
    context = await chromium.new_context(viewport=ViewportSize(width=1440, height=900), locale="ja-JP")
    tab = BoardTab(await context.new_page(), console)
    yield tab
    assert tab.complaints == []
    await context.close()


async def opened(tab: BoardTab) -> Locator:
    await tab.sign_in()
    await tab.page.get_by_role("link", name="届いた電文", exact=True).click()
    await expect(tab.page.get_by_role("heading", name="届いた電文")).to_be_visible()
    return tab.page.locator(".alert")


async def test_each_alert_stands_as_what_it_is(console: RunningConsole, tab: BoardTab) -> None:
    await one_of_each(console.town)
    cards = await opened(tab)
    await expect(cards).to_have_count(4)
    training, strange, shelters, rain = (cards.nth(place) for place in range(4))
    for card, words in (
        (training, ("【訓練】", "避難情報", "訓練・試験のため、何もしていません。")),
        (strange, ("種類のわからない電文", "火山の新しい電文", "読んで確かめてください")),
        (shelters, ("開いた避難所 1か所", "東小学校", "いま35人", "閉じた避難所 1か所", "だれにも送っていません")),
        (rain, ("大雨", "気象庁", "警戒レベル4相当", "会津若松市 レベル４大雨危険警報", "基準より低いため")),
    ):
        for each in words:
            await expect(card).to_contain_text(each)
    await expect(rain).not_to_contain_text("訓練")
    color = await rain.locator(".strength").evaluate("element => getComputedStyle(element).backgroundColor")
    assert color == "rgb(170, 0, 170)"
    assert await tab.violations() == []


async def test_the_groups_narrow_the_list_and_an_empty_one_says_so(console: RunningConsole, tab: BoardTab) -> None:
    cards = await opened(tab)
    await expect(tab.page.get_by_text("まだ、電文は届いていません")).to_be_visible()
    assert await tab.violations() == []
    await came(console.town, openings(console.town), "not_asked_for")
    await expect(cards).to_have_count(1, timeout=SOON)
    await tab.page.get_by_role("button", name="訓練・試験").click()
    await expect(tab.page.get_by_text("訓練・試験の電文は、届いていません")).to_be_visible(timeout=SOON)
    await came(console.town, exercise(console.town), "not_real")
    await expect(cards).to_have_count(1, timeout=SOON)
    await tab.page.get_by_role("button", name="避難所", exact=True).click()
    await expect(cards).to_contain_text(["東小学校"])
    await tab.page.get_by_role("button", name="すべて").click()
    await expect(cards).to_have_count(2, timeout=SOON)


async def test_a_raw_text_opens_as_text_and_stays_open(console: RunningConsole, tab: BoardTab) -> None:
    await came(console.town, unknown(console.town), "unknown", raw=RAW.encode())
    cards = await opened(tab)
    await cards.get_by_role("button", name="もとの電文を読む").click()
    raw = cards.locator("pre")
    await expect(raw).to_have_text(RAW)
    assert await tab.violations() == []
    await came(console.town, exercise(console.town), "not_real", ago=timedelta(0))
    await expect(cards).to_have_count(2, timeout=SOON)
    await expect(raw).to_have_text(RAW)
    await cards.get_by_role("button", name="もとの電文を閉じる").click()
    await expect(raw).to_have_count(0)


async def test_an_alert_is_handed_over_as_cap(console: RunningConsole, tab: BoardTab) -> None:
    one = await came(console.town, exercise(console.town), "not_real")
    cards = await opened(tab)
    async with tab.page.expect_download() as handed:
        await cards.get_by_role("button", name="CAPで取り出す").click()
    file = await handed.value
    assert file.suggested_filename == f"cap-{one.number}.xml"
    content = await asyncio.to_thread(Path(await file.path()).read_bytes)
    read = read_cap(content, console.town.now)
    assert (read.title, read.status, read.level) == (one.title, AlertStatus.TRAINING, 4)


async def test_what_was_taken_back_says_so_in_both(console: RunningConsole, tab: BoardTab) -> None:
    first = await came(console.town, warning(console.town), "below")
    wrong = replace(
        first,
        change=AlertChange.CANCELLED,
        issued=first.issued + timedelta(minutes=1),
        digest="c" * 64,
        title="先ほどの警報の取消",
    )
    await came(console.town, wrong, "cancelled", ago=timedelta(0))
    cards = await opened(tab)
    await expect(cards.first).to_contain_text("発表の「福島県気象警報・注意報」の取消です。")
    await expect(cards.last).to_contain_text("に取り消されました。")
    await expect(tab.page.locator(".strength")).to_have_count(0)
    assert await tab.violations() == []


async def test_the_board_says_in_one_line_what_was_heard_and_leads_there(
    console: RunningConsole, tab: BoardTab
) -> None:
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    line = tab.page.locator(".heard-line")
    await expect(line).to_be_hidden()
    await came(console.town, exercise(console.town), "not_real")
    elsewhere = AlertArea("1310100", "千代田区")
    await came(console.town, unknown(console.town, areas=(elsewhere,)), "unknown")
    await came(console.town, openings(console.town), "not_asked_for")
    await expect(line).to_have_text("避難所が1か所開いています(この1日)。", timeout=SOON + 3_000)
    await came(console.town, unknown(console.town), "unknown")
    await expect(line).to_contain_text("種類のわからない電文が1件あります", timeout=SOON + 3_000)
    assert await tab.violations() == []
    await line.click()
    await expect(tab.page.locator(".alert")).to_have_count(4)


async def test_what_the_database_lost_is_told_and_comes_back(console: RunningConsole, tab: BoardTab) -> None:
    await came(console.town, openings(console.town), "not_asked_for")
    cards = await opened(tab)
    await expect(cards).to_have_count(1)
    console.database.down = True
    await expect(tab.page.locator(".trouble")).to_contain_text("データベースにつながりません", timeout=SOON)
    await cards.get_by_role("button", name="CAPで取り出す").click()
    await expect(tab.page.locator(".undo")).to_contain_text("つながってから")
    console.database.down = False
    await expect(tab.page.locator(".trouble")).to_be_hidden(timeout=SOON)
    await expect(cards).to_have_count(1)


async def test_many_alerts_come_thirty_at_a_time(console: RunningConsole, tab: BoardTab) -> None:
    for number in range(32):
        at = console.town.now - timedelta(minutes=number)
        await came(console.town, alert(exercise(console.town).kind, f"{number}番", at), "below")
    cards = await opened(tab)
    await expect(cards).to_have_count(30)
    await tab.page.get_by_role("button", name="さらに表示").click()
    await expect(cards).to_have_count(32, timeout=SOON)
