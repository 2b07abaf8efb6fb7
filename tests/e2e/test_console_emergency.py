"""有事の宣言 on the console: a named manager opens what the law allows, for an area, with an end; staff may end it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from admin.pages import emergency_words as words
from admin.rechecking import Rechecking
from bot.core.consents import RecipientKind
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.storage import tables
from bot.storage.emergencies import EmergencyStore
from tests.e2e.console_by_name import console_by_name, sign_in_as
from tests.e2e.console_desk import BoardTab, RunningConsole, not_now
from tests.integration.console_town import EAST, SATO, YUKI

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAY = timedelta(hours=24)


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    async with console_by_name(tmp_path) as console:
        yield console


async def opened(tab: BoardTab, person: PersonId) -> Locator:
    await sign_in_as(tab.page, tab.console, person)
    await expect(tab.page.locator(".signed-in")).to_be_visible()
    await tab.page.get_by_role("link", name="有事の宣言").click()
    await expect(tab.page.get_by_role("heading", name="いまの有事")).to_be_visible()
    return tab.page.locator(".emergency")


async def declare(console: RunningConsole) -> None:
    kinds = frozenset({RecipientKind.FAMILY})
    now = console.town.now
    emergency = Emergency("E1", (EAST,), now, now + DAY, declared_by=YUKI, cause="大雨特別警報", recipients=kinds)
    await EmergencyStore(console.town.database).declare(emergency, ())


async def told(console: RunningConsole) -> list[tuple[str, str]]:
    rows = sorted(await console.town.rows(tables.ledger), key=lambda row: row.seq)
    return [(row.kind, row.other_id) for row in rows if "emergency" in row.kind]


async def test_a_manager_declares_it_with_a_second_tap_that_says_what_it_opens(
    console: RunningConsole, tab: BoardTab
) -> None:
    cards = await opened(tab, YUKI)
    page = tab.page
    await expect(page.get_by_text("いま、有事の宣言はありません")).to_be_visible()
    assert await tab.violations() == []
    await page.get_by_role("button", name="つぎへ").click()
    await expect(page.get_by_role("alert")).to_contain_text("地区を一つ以上")
    await page.get_by_label("えらんだ地区だけ").check()
    await page.get_by_label("東町", exact=True).check()
    await page.get_by_role("button", name="つぎへ").click()
    await expect(page.get_by_role("alert")).to_contain_text("きっかけ")
    await page.get_by_label("きっかけ(市民が読みます)").fill("大雨特別警報(10時20分)")
    await page.get_by_label("家族", exact=True).uncheck()
    await page.get_by_role("button", name="つぎへ").click()
    sentence = page.locator(".sentence")
    await expect(sentence).to_contain_text("東町の2人について、")
    await expect(sentence).to_contain_text(
        "まで有事を宣言します。支援者、町内会、民生委員、ケアマネジャーなどに見せられる"
    )
    await expect(page.locator(".sure .roads")).to_contain_text("LINE")
    await expect(page.locator(".sure .cost")).to_contain_text("通")
    await expect(page.locator(".sure .by")).to_have_text(words.BY_NAME)
    assert await tab.violations() == []
    await page.get_by_role("button", name="もどる").click()
    await expect(page.get_by_label("きっかけ(市民が読みます)")).to_have_value("大雨特別警報(10時20分)")
    await page.get_by_role("button", name="つぎへ").click()
    assert await told(console) == []
    await page.get_by_role("button", name="はい、宣言します").click()
    for shown in (
        "東町",
        "大雨特別警報(10時20分)",
        "会津 雪さん",
        "支援者、町内会、民生委員、ケアマネジャーなど",
        "あと23時間",
    ):
        await expect(cards).to_contain_text(shown)
    (emergency,) = await EmergencyStore(console.town.database).all()
    assert (emergency.districts, emergency.declared_by, emergency.until - emergency.declared_at <= DAY) == (
        (EAST,),
        YUKI,
        True,
    )
    assert await told(console) == [("emergency_declared", YUKI)]
    assert await tab.violations() == []


async def test_staff_may_not_declare_but_may_end_what_a_manager_opened(console: RunningConsole, tab: BoardTab) -> None:
    await declare(console)
    cards = await opened(tab, SATO)
    await expect(cards).to_have_count(1)
    await expect(tab.page.get_by_text("宣言できるのは")).to_be_visible()
    await expect(tab.page.get_by_role("button", name="つぎへ")).to_have_count(0)
    await tab.page.get_by_role("button", name="終える: 東町").click()
    await expect(tab.page.locator(".sentence")).to_contain_text("東町の有事を、いま終えます。")
    assert await tab.violations() == []
    await tab.page.get_by_role("button", name="はい、いま終えます").click()
    await expect(cards).to_have_count(0)
    await expect(tab.page.locator(".over")).to_contain_text("東町 ・ 大雨特別警報")
    assert await told(console) == [("emergency_declared", YUKI), ("emergency_ended", SATO)]


async def test_what_another_declares_appears_without_reloading(console: RunningConsole, tab: BoardTab) -> None:
    cards = await opened(tab, YUKI)
    cause = tab.page.get_by_label("きっかけ(市民が読みます)")
    await cause.fill("書きかけ")
    await declare(console)
    await expect(cards).to_have_count(1)
    await expect(cause).to_have_value("書きかけ")


async def test_the_board_says_that_it_holds_and_leads_there(console: RunningConsole, tab: BoardTab) -> None:
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    await expect(tab.page.get_by_role("link", name="有事を宣言中")).to_have_count(0)
    await declare(console)
    line = tab.real.get_by_role("link", name="有事を宣言中: 東町(")
    await expect(line).to_be_visible(timeout=2_000)
    await expect(tab.drill.get_by_role("link", name="有事を宣言中")).to_have_count(0)
    assert await tab.violations() == []
    await line.click()
    await expect(tab.page.locator(".emergency")).to_contain_text("大雨特別警報")


async def test_a_session_by_code_reads_what_holds_and_changes_nothing(console: RunningConsole, tab: BoardTab) -> None:
    await declare(console)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="有事の宣言").click()
    await expect(tab.page.locator(".emergency")).to_have_count(1)
    await expect(tab.page.get_by_text("職員IDでサインインした人だけです")).to_be_visible()
    await expect(tab.page.get_by_role("button", name="終える")).to_have_count(0)
    assert await tab.violations() == []


async def test_a_manager_who_has_lost_the_office_meanwhile_declares_nothing(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    await opened(tab, YUKI)
    monkeypatch.setattr(Rechecking, "look", not_now)
    await tab.page.get_by_label("市の全域").check()
    await tab.page.get_by_label("きっかけ(市民が読みます)").fill("地震")
    await tab.page.get_by_role("button", name="つぎへ").click()
    async with console.town.database.writing() as connection:
        await connection.execute(tables.roles.delete().where(tables.roles.c.person_id == YUKI))
    await tab.page.get_by_role("button", name="はい、宣言します").click()
    await expect(tab.page.locator(".undo")).to_contain_text("その役割がありません")
    assert await told(console) == []
