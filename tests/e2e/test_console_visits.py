"""The visits in a real Chromium: somebody is sent, was met, and another member of staff sees it at once."""

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, expect

from admin import list_words
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.records import NoticeKind
from bot.core.reports import Source
from bot.core.sightings import Absence
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from bot.storage.rows.incidents import row_of_incident
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.e2e.named_staff import sit_down_as_tanaka
from tests.integration.console_town import DRILL, EAST, HANA, KEN, QUAKE, SATOS, YUKI

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 2_000


async def open_visits(context: BrowserContext, console: RunningConsole) -> BoardTab:
    tab = BoardTab(await context.new_page(), console)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="訪問", exact=True).click()
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


async def test_somebody_silent_on_the_list_who_has_written_is_marked(
    console: RunningConsole, context: BrowserContext
) -> None:
    town = console.town
    await town.asked(YUKI, EAST, progress="began", asked_at=town.now, listed_at=town.now)
    tab = await open_visits(context, console)
    await expect(cards(tab)).to_have_count(1)
    for words in ("会津 雪さん", "未回答", "書きこみあり"):
        await expect(cards(tab)).to_contain_text(words)


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


async def test_a_call_that_comes_while_staff_write_down_a_visit_is_read_first(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(about=HANA)
    tab = await open_visits(context, console)
    met, safe = (tab.page.get_by_role("button", name=f"{words}: 会津 花子さん") for words in ("会えた", "無事"))
    await met.click()
    await tab.page.get_by_label("メモ").fill("10時に会えた")
    await console.town.raise_notice(about=HANA, words="やっぱり助けて")
    await expect(cards(tab)).to_contain_text("「やっぱり助けて」", timeout=AT_ONCE)
    await safe.click()
    await expect(tab.page.get_by_text(list_words.CALLED_AGAIN)).to_be_visible()
    await expect(safe).to_be_hidden()
    assert await console.town.rows(tables.reports) == []
    await met.click()
    await expect(tab.page.get_by_label("メモ")).to_have_value("10時に会えた")
    await safe.click()
    await expect(cards(tab)).to_have_count(0, timeout=AT_ONCE)
    assert tab.complaints == []


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


async def test_the_board_never_says_that_nobody_waits_while_somebody_waits_for_a_visit(
    console: RunningConsole, context: BrowserContext
) -> None:
    tab = BoardTab(await context.new_page(), console)
    await tab.sign_in()
    nobody = tab.real.locator(".cases.go .empty")
    await expect(nobody).to_be_visible()
    await console.town.asked(YUKI, EAST, progress="sent", steps=6)
    line = tab.real.get_by_role("link", name="訪問を待っている人 1人")
    await expect(line).to_be_visible(timeout=AT_ONCE)
    await expect(nobody).to_be_hidden()
    await console.town.raise_notice(about=HANA)
    await expect(line).to_have_text("ほかに、訪問を待っている人 1人 →", timeout=AT_ONCE)
    assert await tab.violations() == []
    await line.click()
    await expect(cards(tab)).to_have_count(2)
    assert tab.complaints == []


async def test_the_list_of_a_closed_incident_stays_and_never_becomes_a_drills(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.asked(YUKI, EAST, progress="sent", steps=6)
    tab = await open_visits(context, console)
    await expect(cards(tab)).to_have_count(1)
    await expect(tab.page).to_have_url(f"{console.address}/visits?incident={QUAKE}")
    await IncidentStore(console.town.database).close(QUAKE, console.town.now)
    closed = tab.page.get_by_text("この事案は閉じています。見るだけで、記録はできません。")
    for _ in range(2):
        await expect(closed).to_be_visible()
        await expect(tab.page.locator(".incident-choice select option:checked")).to_contain_text("強い地震")
        await expect(cards(tab)).to_contain_text("会津 雪さん")
        await expect(cards(tab).get_by_role("button")).to_have_count(0)
        await tab.page.reload()
    assert await tab.violations() == []
    await tab.page.locator(".incident-choice select").select_option(DRILL)
    await expect(tab.page).to_have_url(f"{console.address}/visits")
    await expect(closed).to_be_hidden()
    assert tab.complaints == []


@pytest.mark.parametrize("page", ["visits", "people"])
async def test_a_drill_that_a_link_led_to_gives_way_to_a_real_incident_and_stays_in_no_bookmark(
    console: RunningConsole, context: BrowserContext, page: str
) -> None:
    tab = await open_visits(context, console)
    chosen = tab.page.locator(".incident-choice select option:checked")
    await tab.page.goto(f"{console.address}/{page}?incident={DRILL}")
    await expect(chosen).to_contain_text("秋の防災訓練")
    await expect(tab.page).to_have_url(f"{console.address}/{page}")
    flood = Incident(IncidentId("flood"), "大川の氾濫", Hazard.FLOOD, "", (), drill=False, opened_at=console.town.now)
    await console.town.add(tables.incidents, row_of_incident(flood))
    await expect(chosen).to_contain_text("大川の氾濫", timeout=AT_ONCE)
    await expect(tab.page).to_have_url(f"{console.address}/{page}?incident=flood")
    await tab.page.locator(".incident-choice select").select_option(DRILL)
    await expect(tab.page).to_have_url(f"{console.address}/{page}")
    await tab.page.reload()
    await expect(chosen).to_contain_text("大川の氾濫")
    assert tab.complaints == []


async def test_a_card_says_what_is_true_of_somebody_whom_no_message_reaches_and_no_car(
    console: RunningConsole, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.asked(YUKI, EAST, progress="sent", steps=6)
    await console.town.report(YUKI, Source.LEADER, condition=None, absence=Absence.AWAY)
    tab = await open_visits(context, console)
    for words in ("市外・地区不明", "呼びかけが届いていません", "留守でした(町内会の役員"):
        await expect(cards(tab)).to_contain_text(words)
    await expect(cards(tab)).not_to_contain_text("回答がありません")
    call = cards(tab).get_by_role("link", name="電話する: 会津 雪さん")
    await expect(call).to_have_attribute("href", "tel:090-0000-2222")
    assert await tab.violations() == []
