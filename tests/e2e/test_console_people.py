"""The list of people in a real Chromium: found, narrowed, opened, and a wrong report taken out."""

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.core.ids import IncidentId
from bot.core.records import NoticeKind
from bot.core.reports import Source
from bot.core.understanding import Condition
from bot.storage import tables
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.e2e.named_staff import TANAKA, sit_down_as_tanaka
from tests.integration.console_town import EAST, HANA, KEN, SATO, WEST, YUKI

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 2_000
"""Milliseconds in which a change must be on the list; the figure itself is under one second."""


async def go_to_people(tab: BoardTab) -> None:
    await tab.sign_in()
    await tab.page.get_by_role("link", name="一覧").click()
    await expect(tab.page.locator(".people tbody tr")).to_have_count(3)


async def test_the_list_is_reached_from_the_board_and_has_the_most_urgent_on_top(
    console: RunningConsole, tab: BoardTab
) -> None:
    await go_to_people(tab)
    rows = tab.page.locator(".people tbody tr")
    await expect(rows.locator("th")).to_contain_text(["会津 花子さん82歳要支援", "非公開(DV等支援措置)", "佐藤 一さん"])
    await expect(rows.nth(0)).to_contain_text("要救助")
    await expect(rows.nth(2)).to_contain_text("避難所")
    await expect(tab.page.get_by_role("button", name="未回答 1")).to_be_visible()
    assert "若松 健" not in await tab.page.content()
    assert "西町" not in await tab.page.locator(".people").inner_text()
    shown = {(row.person_id, row.kind) for row in await console.town.rows(tables.ledger)}
    assert shown == {(HANA, "disclosure"), (SATO, "disclosure")}


async def test_a_change_comes_without_reloading_and_without_another_row_in_the_ledger(
    console: RunningConsole, tab: BoardTab
) -> None:
    await go_to_people(tab)
    await console.town.raise_notice(NoticeKind.POSSIBLE_DISTRESS, about=SATO, words="ちょっと")
    rows = tab.page.locator(".people tbody tr")
    await expect(rows.nth(1)).to_contain_text("佐藤 一さん", timeout=AT_ONCE)
    await expect(rows.nth(1)).to_contain_text("助けが必要かも")
    assert [row.person_id for row in await console.town.rows(tables.ledger)].count(HANA) == 1


async def test_groups_fields_and_the_name_narrow_the_list(tab: BoardTab) -> None:
    await go_to_people(tab)
    page, rows = tab.page, tab.page.locator(".people tbody tr")
    await page.get_by_role("button", name="要救助 1").click()
    await expect(rows).to_have_count(1)
    await page.get_by_role("button", name="すべて 3").click()
    await expect(rows).to_have_count(3)
    await page.get_by_label("名前").fill("佐藤一")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("佐藤 一さん")
    await page.get_by_label("名前").fill("若松")
    await expect(page.locator(".list-side .empty")).to_be_visible()
    await page.get_by_label("名前").fill("")
    await page.get_by_label("地区").select_option(EAST)
    await expect(rows).to_have_count(2)
    await page.get_by_label("地区").select_option(WEST)
    await expect(page.locator(".list-side .empty")).to_be_visible()
    await page.get_by_label("地区").select_option("")
    await page.get_by_label("要支援の人だけ").check()
    await expect(rows).to_have_count(1)


async def test_every_column_is_in_sight_on_a_small_laptop(console: RunningConsole, tab: BoardTab) -> None:
    told = {"source": "leader", "sighting": "yellow_flag", "said_at": console.town.now - timedelta(days=1)}
    longest = {"needs": ["water", "food", "medicine"], "whereabouts": "elsewhere", "contested": True, **told}
    async with console.town.database.writing() as connection:
        await connection.execute(tables.check_ins.update().values(**longest))
    await console.town.raise_notice(NoticeKind.POSSIBLE_DISTRESS, about=SATO)
    await tab.page.set_viewport_size({"width": 1024, "height": 768})
    await go_to_people(tab)
    await expect(tab.page.locator(".people tbody")).to_contain_text("町内会の役員 [黄色い旗]")
    await expect(tab.page.get_by_role("columnheader", name="LINEなど")).to_be_in_viewport(ratio=1)
    await expect(tab.page.locator(".people td:last-child").first).to_be_in_viewport(ratio=1)
    table = tab.page.locator(".people")
    assert await table.evaluate("(it) => it.scrollWidth - it.clientWidth") == 0


async def test_the_way_out_stands_in_the_first_line_of_a_small_laptop(tab: BoardTab) -> None:
    await tab.page.set_viewport_size({"width": 1280, "height": 900})
    await tab.sign_in()
    out, name = tab.page.get_by_role("button", name="サインアウト"), tab.page.get_by_text("コードでサインイン中")
    boxes = [await each.bounding_box() for each in (out, name, tab.page.get_by_role("navigation"))]
    middles = [each["y"] + each["height"] / 2 for each in boxes if each is not None]
    assert max(middles) - min(middles) < 6


async def test_one_person_whole_with_telephone_and_reports(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.report(HANA, note="たんすがたおれた")
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    panel = tab.page.locator(".person")
    for words in ("090-0000-1111", "東町 1班 東町1-2-3", "要支援: 足が不自由", "「たんすがたおれた」", "本人"):
        await expect(panel).to_contain_text(words)
    await expect(panel.get_by_role("button", name="まちがいとして取り消す")).to_have_count(0)
    await expect(panel).to_contain_text("職員IDでサインインした職員だけ")
    await panel.get_by_role("button", name="閉じる").click()
    await expect(panel).to_be_hidden()


async def test_somebody_silent_who_has_written_is_marked_in_the_list_and_in_the_panel(
    console: RunningConsole, tab: BoardTab
) -> None:
    await console.town.asked(YUKI, EAST, progress="began")
    await tab.sign_in()
    await tab.page.get_by_role("link", name="一覧").click()
    written = tab.page.locator(".people tbody tr").filter(has_text="書きこみあり")
    await expect(written).to_have_count(1)
    await expect(written).to_contain_text("未回答")
    await written.get_by_role("button", name="会津 雪さん").click()
    await expect(tab.page.locator(".person .stands")).to_contain_text("いま: 未回答 ・ 書きこみあり")


async def test_a_named_member_of_staff_takes_a_call_for_help_out_with_a_second_tap(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.report(HANA, condition=Condition.NEEDS_RESCUE)
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    panel = tab.page.locator(".person")
    await panel.get_by_role("button", name="まちがいとして取り消す").click()
    await panel.get_by_role("button", name="取り消す", exact=True).click()
    await expect(panel.get_by_role("alert")).to_have_text("取り消す理由を書いてください。")
    await panel.get_by_label("取り消す理由").fill("孫が押してしまったと電話で確認")
    await panel.get_by_role("button", name="取り消す", exact=True).click()
    await expect(panel.get_by_role("alert")).to_contain_text("ご本人の「助けて」です。")
    await panel.get_by_role("button", name="はい、まちがいと確かめました").click()
    await expect(panel).to_contain_text("取り消し済み", timeout=AT_ONCE)
    await expect(panel).to_contain_text("孫が押してしまったと電話で確認")
    await expect(tab.page.locator(".people tbody tr").first).to_contain_text("未回答", timeout=AT_ONCE)
    (report,) = await console.town.rows(tables.reports)
    assert report.retracted_by == TANAKA.person
    rows = await console.town.rows(tables.ledger)
    assert [row.other_id for row in rows if row.kind == "report_retracted"] == [TANAKA.person]


async def test_a_fast_second_press_does_not_skip_the_warning(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.report(HANA, condition=Condition.NEEDS_RESCUE)
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    panel = tab.page.locator(".person")
    await panel.get_by_role("button", name="まちがいとして取り消す").click()
    await panel.get_by_label("取り消す理由").fill("電話で確認")
    await panel.get_by_role("button", name="取り消す", exact=True).evaluate(
        "(button) => { button.click(); button.click(); setTimeout(() => button.click(), 150) }"
    )
    await expect(panel.get_by_role("alert")).to_contain_text("ご本人の「助けて」です。")
    await expect(panel.get_by_role("button", name="やめる")).to_be_focused()
    await tab.page.wait_for_timeout(500)
    (report,) = await console.town.rows(tables.reports)
    assert report.retracted_at is None


async def test_a_named_member_of_staff_puts_a_death_on_record_with_a_second_tap_and_takes_it_out(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="佐藤 一さん").click()
    panel = tab.page.locator(".person")
    await panel.get_by_role("button", name="行方不明・死亡を記録する").click()
    await panel.get_by_role("button", name="記録する", exact=True).click()
    await expect(panel.get_by_role("alert")).to_contain_text("どちらかを選び")
    await panel.get_by_role("radio", name="死亡").check()
    await panel.get_by_label("だれから知りましたか").fill("警察から電話")
    await panel.get_by_role("button", name="記録する", exact=True).click()
    await expect(panel.get_by_role("alert")).to_contain_text("もう一度押してください")
    await expect(panel.get_by_role("button", name="やめる")).to_be_focused()
    assert await console.town.rows(tables.reports) == []
    await panel.get_by_role("button", name="はい、確かめました").click()
    await expect(panel.locator(".stands")).to_contain_text("いま: 死亡 ・ 職員", timeout=AT_ONCE)
    await expect(panel).to_contain_text("「警察から電話」")
    await expect(panel.get_by_role("button", name="行方不明・死亡を記録する")).to_be_hidden()
    await expect(tab.page.locator(".people tbody tr").last).to_contain_text("死亡")
    await tab.page.get_by_role("button", name="行方不明・死亡", exact=True).click()
    await expect(tab.page.locator(".people tbody tr")).to_have_count(1)
    assert await console.town.rows(tables.outbox) == []
    await panel.get_by_role("button", name="まちがいとして取り消す: 死亡").click()
    await panel.get_by_label("取り消す理由").fill("同じ名前の別の方でした")
    await panel.get_by_role("button", name="取り消す", exact=True).click()
    await expect(tab.page.get_by_text("だれにも送りません")).to_be_visible()
    await expect(tab.page.locator(".list-side .empty")).to_be_visible(timeout=AT_ONCE)


async def test_who_only_gave_the_shared_code_writes_to_nobody_and_sends_nobody(tab: BoardTab) -> None:
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    panel = tab.page.locator(".person")
    await expect(panel).to_contain_text("職員IDでサインインした職員だけ")
    await expect(panel.locator(".talk-box")).to_have_count(0)
    await expect(panel.get_by_role("button", name="訪問の一覧にくわえる")).to_have_count(0)
    await expect(panel.get_by_role("button", name="行方不明・死亡を記録する")).to_have_count(0)


async def test_what_is_written_to_one_goes_there_though_another_row_was_pressed_and_once(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    for person in (HANA, SATO):
        await console.town.add(tables.accounts, {"channel": "line", "address": f"U{person}", "person_id": person})
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    await tab.page.get_by_label("担当(課の名)").fill("福祉課")
    await tab.page.get_by_label("伝えることば").fill("花子さん、ご無事ですか。")
    other = await tab.page.get_by_role("button", name="佐藤 一さん").element_handle()
    await tab.page.get_by_role("button", name="送る").evaluate(
        "(send, other) => { other.click(); send.click(); send.click() }", other
    )
    await expect(tab.page.locator(".person")).to_contain_text("佐藤 一さん", timeout=AT_ONCE)
    async with asyncio.timeout(15):
        while not await console.town.rows(tables.talks):  # noqa: ASYNC110 - the panel is another one's by now
            await asyncio.sleep(0.02)
    (talk,) = await console.town.rows(tables.talks)
    (_,) = await console.town.rows(tables.talk_lines)
    assert talk.person_id == HANA


async def test_from_the_list_somebody_is_added_to_the_visits(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="佐藤 一さん").click()
    await tab.page.get_by_role("button", name="訪問の一覧にくわえる").click()
    await expect(tab.page.get_by_text("訪問の一覧にくわえました。")).to_be_visible()
    (visit,) = await console.town.rows(tables.visits)
    assert (visit.person_id, visit.state) == (SATO, "unassigned")


async def test_the_page_is_accessible(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.report(HANA, Source.FAMILY, label="娘")
    await console.town.raise_notice(about=KEN)
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    await expect(tab.page.locator(".person .reports")).to_be_visible()
    assert await tab.violations() == []


async def test_the_name_of_the_office_is_remembered(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.add(tables.accounts, {"channel": "line", "address": "Uhana", "person_id": HANA})
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    await tab.page.get_by_label("担当(課の名)").fill("福祉課")
    await tab.page.get_by_label("伝えることば").fill("ご無事ですか。")
    await tab.page.get_by_role("button", name="送る").click()
    await expect(tab.page.locator(".from-staff")).to_have_count(1, timeout=AT_ONCE)
    await tab.page.get_by_role("button", name="佐藤 一さん").click()
    await expect(tab.page.locator(".person")).to_contain_text("佐藤 一さん", timeout=AT_ONCE)
    await expect(tab.page.get_by_label("担当(課の名)")).to_have_value("福祉課")
    await tab.page.get_by_label("伝えることば").fill("お元気ですか。")
    await tab.page.get_by_role("button", name="送る").click()
    await expect(tab.page.locator(".talk-box").get_by_role("alert")).to_contain_text("届けられる窓口")


async def test_staff_write_to_one_person_and_read_the_answer_while_they_type(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.add(tables.accounts, {"channel": "line", "address": "Uhana", "person_id": HANA})
    await go_to_people(tab)
    await tab.page.get_by_role("button", name="会津 花子さん").click()
    box = tab.page.locator(".talk-box")
    await box.get_by_role("button", name="送る").click()
    await expect(box.get_by_role("alert")).to_contain_text("課の名")
    await box.get_by_label("担当(課の名)").fill("福祉課")
    await box.get_by_label("伝えることば").fill("いま、どちらですか。")
    await box.get_by_role("button", name="送る").click()
    await expect(box.locator(".from-staff")).to_contain_text("いま、どちらですか。", timeout=AT_ONCE)
    await expect(box.get_by_label("伝えることば")).to_have_value("")
    await box.get_by_label("伝えることば").fill("すぐに")
    (talk,) = await console.town.rows(tables.talks)
    answer = {"id": "l1", "talk_id": talk.id, "at": talk.begun_at, "said_by": None, "words": "二階です"}
    await console.town.add(tables.talk_lines, {**answer, "office": ""})
    await expect(box.locator(".from-person")).to_contain_text("二階です", timeout=AT_ONCE)
    await expect(box.get_by_label("伝えることば")).to_have_value("すぐに")
    await box.get_by_role("button", name="会話を終わる").click()
    await expect(box.get_by_role("button", name="会話を終わる")).to_be_hidden(timeout=AT_ONCE)
    assert [row.kind for row in await console.town.rows(tables.ledger)].count("talk_ended") == 1


async def test_a_card_of_the_board_opens_its_person_with_the_talk(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sit_down_as_tanaka(console.town, monkeypatch)
    await console.town.raise_notice(words="動けません")
    await console.town.raise_notice(about=KEN)
    await console.town.raise_notice(about=None, words="隣がつぶれてる")
    await tab.sign_in()
    link = tab.page.get_by_role("link", name="くわしく・会話: 会津 花子さん")
    await expect(link).to_be_visible()
    await expect(tab.page.get_by_role("link", name="くわしく・会話")).to_have_count(1)
    assert "hana" not in (await link.get_attribute("href") or "")
    await link.click()
    panel = tab.page.get_by_role("complementary", name="くわしく")
    await expect(panel.locator(".name")).to_have_text("会津 花子さん")
    await expect(panel.get_by_role("textbox", name="伝えることば")).to_be_visible()
    rows = [row for row in await console.town.rows(tables.ledger) if row.person_id == HANA]
    assert [row.other_id for row in rows] == [TANAKA.person] * 3, "the card, the line, the panel with the telephone"


async def test_a_card_whose_incident_is_over_opens_nobody_of_another(console: RunningConsole, tab: BoardTab) -> None:
    notice = await console.town.raise_notice(incident=IncidentId("long-over"))
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    await tab.page.goto(f"{console.address}/people?notice={notice}")
    await expect(tab.page.get_by_text("この方は、この一覧にいません")).to_be_visible()
    await expect(tab.page.get_by_role("complementary", name="くわしく")).to_be_hidden()
