"""The visits in a real Chromium: somebody is sent, was met, and another member of staff sees it at once."""

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, expect

from bot.core.records import NoticeKind
from bot.storage import tables
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.e2e.named_staff import sit_down_as_tanaka
from tests.integration.console_town import HANA, KEN, SATOS

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 2_000


async def open_visits(context: BrowserContext, console: RunningConsole) -> BoardTab:
    tab = BoardTab(await context.new_page(), console)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="訪問").click()
    await expect(tab.page.locator(".list-title")).to_have_text("訪問")
    return tab


def cards(tab: BoardTab) -> Locator:
    return tab.page.locator(".visit")


async def test_from_the_call_to_somebody_met(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(about=HANA, words="動けません")
    tab = await open_visits(context, console)
    await expect(cards(tab)).to_have_count(1)
    for words in ("未割当", "要救助", "会津 花子さん", "東町 1班 東町1-2-3", "090-0000-1111", "「動けません」"):
        await expect(cards(tab)).to_contain_text(words)
    await tab.page.get_by_role("button", name="向かう: 会津 花子さん").click()
    await expect(cards(tab).get_by_role("alert")).to_have_text("行く人を書いてください。")
    await tab.page.get_by_role("textbox", name="行く人").fill("消防1班")
    await tab.page.get_by_role("button", name="向かう: 会津 花子さん").click()
    await expect(cards(tab)).to_contain_text("向かっている: 消防1班", timeout=AT_ONCE)
    await tab.page.get_by_role("button", name="会えた: 会津 花子さん").click()
    await tab.page.get_by_label("居場所").select_option("shelter")
    await tab.page.get_by_label("メモ").fill("救急車で運びました")
    await tab.page.get_by_role("button", name="けが: 会津 花子さん").click()
    await expect(cards(tab)).to_have_count(0, timeout=AT_ONCE)
    await tab.page.get_by_label("表示").select_option("over")
    await expect(cards(tab)).to_contain_text("会えた: 消防1班")
    (report,) = await console.town.rows(tables.reports)
    assert (report.about, report.source, report.condition, report.whereabouts) == (HANA, "staff", "injured", "shelter")
    assert [row.kind for row in await console.town.rows(tables.ledger)].count("visit_changed") == 2
    assert tab.complaints == []


async def test_another_member_of_staff_sees_it_and_the_second_assignment_is_refused(
    console: RunningConsole, context: BrowserContext, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(about=HANA)
    elsewhere = await chromium.new_context(locale="ja-JP")
    first, second = await open_visits(context, console), await open_visits(elsewhere, console)
    await second.page.get_by_role("textbox", name="行く人").fill("福祉課")
    await first.page.get_by_role("textbox", name="行く人").fill("消防1班")
    await first.page.get_by_role("button", name="向かう: 会津 花子さん").click()
    await expect(cards(second)).to_contain_text("向かっている: 消防1班", timeout=AT_ONCE)
    (visit,) = await console.town.rows(tables.visits)
    assert (visit.assigned, visit.version) == ("消防1班", 1)
    await elsewhere.close()


async def test_somebody_unknown_and_somebody_protected_have_a_line_without_a_name(
    console: RunningConsole, context: BrowserContext
) -> None:
    await console.town.raise_notice(
        NoticeKind.POSSIBLE_DISTRESS, about=None, conversation=SATOS, words="隣がつぶれてる"
    )
    await console.town.raise_notice(about=KEN, words="西町9-9です")
    tab = await open_visits(context, console)
    await expect(cards(tab).locator(".name")).to_have_text(["名前のわからない人", "非公開(DV等支援措置)"])
    await expect(cards(tab).first).to_contain_text("「隣がつぶれてる」")
    text = await tab.page.locator(".visits").inner_text()
    assert "若松" not in text
    assert "西町" not in text
    assert not [row for row in await console.town.rows(tables.ledger) if row.person_id == KEN]


async def test_whoever_gave_only_the_shared_code_sees_the_visits_and_changes_none(
    console: RunningConsole, context: BrowserContext
) -> None:
    await console.town.raise_notice(about=HANA)
    tab = await open_visits(context, console)
    await expect(cards(tab)).to_have_count(1)
    await expect(cards(tab).get_by_role("button")).to_have_count(0)
    await expect(tab.page.get_by_text("訪問の記録は、職員IDでサインインした職員だけができます。")).to_be_visible()


async def test_what_is_typed_outlives_news_of_others(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(about=HANA)
    tab = await open_visits(context, console)
    await tab.page.get_by_role("textbox", name="行く人").fill("福祉課 田")
    await console.town.raise_notice(NoticeKind.POSSIBLE_DISTRESS, about=None, words="隣がつぶれてる")
    await expect(cards(tab)).to_have_count(2, timeout=AT_ONCE)
    await expect(cards(tab).nth(1).get_by_role("textbox", name="行く人")).to_have_value("福祉課 田")


async def test_the_page_is_accessible_and_prints_with_boxes_to_tick(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(about=HANA, words="動けません")
    await console.town.raise_notice(about=KEN)
    tab = await open_visits(context, console)
    await expect(cards(tab)).to_have_count(2)
    assert await tab.violations() == []
    await tab.page.emulate_media(media="print")
    await expect(tab.page.locator(".paper-title")).to_contain_text("強い地震")
    await expect(cards(tab).first.locator(".on-paper")).to_be_visible()
    await expect(tab.page.get_by_role("button", name="印刷")).to_be_hidden()
