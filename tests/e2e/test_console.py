"""The city's board in a real Chromium: what the crisis office sees, and when."""

import asyncio
import re

import pytest
from playwright.async_api import BrowserContext, expect
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from admin.gate import COOKIE
from bot.core.records import NoticeKind
from bot.core.reports import Source, Spot
from bot.core.understanding import Condition
from bot.core.visits import VisitState, visit_id
from bot.storage import tables
from bot.storage.staff_word.visiting import Change, Line, change_visit
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.console_town import DRILL, HANA, KEN, QUAKE, SATO, SATOS, YUKI

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 2_000
"""Milliseconds in which a call for help must be on the board."""


async def test_a_call_for_help_appears_without_reloading_and_is_visibly_new(
    console: RunningConsole, tab: BoardTab
) -> None:
    await tab.sign_in()
    await expect(tab.real.locator(".cases.go .empty")).to_be_visible()
    report = await console.town.report(HANA, spot=Spot(37.49471, 139.92972, "二階の寝室"))
    await console.town.raise_notice(report=report, words="たんすがたおれて動けません")
    await expect(tab.to_go).to_have_count(1, timeout=AT_ONCE)
    for shown in (
        "助けてほしい",
        "新着",
        "会津 花子さん",
        "82歳",
        "要支援: 足が不自由",
        "東町 1班 東町1-2-3",
        "090-0000-1111",
        "「たんすがたおれて動けません」",
        "二階の寝室 北緯37.49471 東経139.92972",
        "本人",
    ):
        await expect(tab.to_go).to_contain_text(shown)
    await expect(tab.to_go).to_have_class("case arrived")
    await expect(tab.page).to_have_title("(1) 安否ボード")
    await expect(tab.real.locator(".cases.go .empty")).to_be_hidden()


async def test_the_newest_is_on_top_and_the_place_joins_the_call(console: RunningConsole, tab: BoardTab) -> None:
    await tab.sign_in()
    await console.town.raise_notice(words="助けて")
    await console.town.raise_notice(
        NoticeKind.POSSIBLE_DISTRESS, about=None, conversation=SATOS, words="隣がつぶれてる"
    )
    await expect(tab.to_go.locator(".name")).to_have_text(["名前のわからない人", "会津 花子さん"], timeout=AT_ONCE)
    await expect(tab.to_go.first).to_contain_text("知らせた人: 佐藤 一さん 090-0000-3333")
    report = await console.town.report(HANA, condition=None, spot=Spot(words="公民館の裏"))
    await console.town.raise_notice(report=report, words="公民館の裏")
    await expect(tab.to_go.locator(".name")).to_have_text(["会津 花子さん", "名前のわからない人"], timeout=AT_ONCE)
    await expect(tab.to_go.first.locator(".statement")).to_have_count(2)
    await expect(tab.to_go.first.locator(".statement").first).to_contain_text("場所: 公民館の裏")


async def test_a_team_that_staff_sent_stands_on_the_card(console: RunningConsole, tab: BoardTab) -> None:
    await tab.sign_in()
    await console.town.raise_notice(words="助けて")
    line = Line(visit_id(QUAKE, HANA), QUAKE, 0, HANA)
    heading = Change(VisitState.HEADING, "消防2班")
    await change_visit(console.town.database, None, line, heading, SATO, console.town.now)
    await expect(tab.to_go.locator(".going")).to_contain_text("消防2班が向かっています(")


async def test_real_and_drill_never_share_a_list_and_the_real_comes_first(
    console: RunningConsole, tab: BoardTab
) -> None:
    await console.town.raise_notice()
    await console.town.raise_notice(about=SATO, drill=True, incident=DRILL)
    await tab.sign_in()
    await expect(tab.to_go.locator(".name")).to_have_text(["会津 花子さん"])
    await expect(tab.drill.locator(".cases.go .name")).to_have_text(["佐藤 一さん"])
    await expect(tab.drill.locator(".cases.go .kind").first).to_have_text("【訓練】助けてほしい")
    await expect(tab.drill.locator(".incident-title")).to_have_text("【訓練】秋の防災訓練")
    await expect(tab.real.locator(".incident-title")).to_have_text("強い地震")
    real, drill = await tab.real.bounding_box(), await tab.drill.bounding_box()
    assert real is not None
    assert drill is not None
    assert real["y"] + real["height"] <= drill["y"]
    await expect(tab.real.locator(".band")).to_have_css("background-color", "rgb(163, 20, 26)")
    await expect(tab.drill.locator(".band")).to_have_css("background-color", "rgb(91, 42, 145)")


async def test_the_counts_stand_overall_and_by_district(console: RunningConsole, tab: BoardTab) -> None:
    await tab.sign_in()
    figures = tab.real.locator(".figures dd")
    await expect(figures).to_have_text(["3", "2", "1", "0", "1", "1", "1", "0"])
    await expect(tab.real.locator(".districts tbody th")).to_have_text(["東町", "西町"])
    await console.town.report(None, Source.UNVERIFIED)
    await expect(figures.last).to_have_text("1", timeout=AT_ONCE)


async def test_each_other_kind_has_its_section(console: RunningConsole, tab: BoardTab) -> None:
    others = [each for each in NoticeKind if each not in {NoticeKind.RESCUE, NoticeKind.POSSIBLE_DISTRESS}]
    for kind in others:
        await console.town.raise_notice(kind, words="ことば")
    await tab.sign_in()
    for kind in others:
        await expect(tab.real.locator(f".cases.{kind} .case")).to_have_count(1)
    await expect(tab.to_go).to_have_count(0)


async def test_done_leaves_the_list_and_can_be_undone(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    await tab.page.get_by_role("button", name="対応した: 会津 花子さん").click()
    await expect(tab.to_go).to_have_count(0)
    assert await console.town.open_notices() == 0
    await tab.page.get_by_role("button", name="元に戻す").click()
    await expect(tab.to_go).to_have_count(1)
    assert await console.town.open_notices() == 1


async def test_what_was_done_can_be_seen_and_reopened_later(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    await tab.page.get_by_role("button", name="対応した: 会津 花子さん").click()
    await expect(tab.to_go).to_have_count(0)
    await tab.real.get_by_role("button", name="対応済みを見る").click()
    await expect(tab.real.locator(".dealt .name")).to_have_text("会津 花子さん")
    await expect(tab.drill.locator(".dealt")).to_have_count(0)
    assert await tab.violations() == []
    await tab.real.get_by_role("button", name="未対応に戻す: 会津 花子さん").click()
    await expect(tab.to_go).to_have_count(1)
    await expect(tab.real.locator(".dealt .name")).to_have_count(0)


async def test_what_one_desk_has_done_leaves_the_other_desks_list(
    console: RunningConsole, tab: BoardTab, context: BrowserContext
) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    other = BoardTab(await context.new_page(), console)
    await other.page.goto(console.address)
    await expect(other.to_go).to_have_count(1)
    await tab.page.get_by_role("button", name="対応した: 会津 花子さん").click()
    await expect(other.to_go).to_have_count(0, timeout=AT_ONCE)


async def test_the_keyboard_stays_where_it_is_when_something_new_comes_in(
    console: RunningConsole, tab: BoardTab
) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    button = tab.page.get_by_role("button", name="対応した: 会津 花子さん")
    await button.focus()
    await console.town.raise_notice(about=SATO)
    await console.town.raise_notice(words="まだ動けません")
    await expect(tab.to_go).to_have_count(2, timeout=AT_ONCE)
    await expect(tab.to_go.filter(has_text="まだ動けません")).to_have_count(1)
    await expect(button).to_be_focused()
    await tab.page.keyboard.press("Enter")
    await expect(tab.to_go.locator(".name")).to_have_text(["佐藤 一さん"])


async def test_of_a_protected_person_nothing_reaches_the_browser(console: RunningConsole, tab: BoardTab) -> None:
    frames: list[str] = []
    tab.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    await tab.sign_in()
    await expect(tab.real.locator(".cases.go .empty")).to_be_visible()
    report = await console.town.report(KEN, spot=Spot(words="西町9-9の裏"))
    await console.town.raise_notice(about=KEN, report=report, words="西町9-9の裏")
    await expect(tab.to_go).to_contain_text("非公開(DV等支援措置)", timeout=AT_ONCE)
    await expect(tab.to_go).to_contain_text("支援措置の担当")
    await expect(tab.to_go).to_contain_text("受付番号 0000-0002")
    await tab.page.reload()
    await expect(tab.to_go).to_have_count(1)
    received = "".join(frames) + await tab.page.content()
    assert "非公開" in received
    for secret in ("若松 健", "090-0000-9999", "西町9-9"):
        assert secret not in received
    assert await console.town.rows(tables.ledger) == []


async def test_what_was_shown_is_in_the_ledger_once_for_each_session(console: RunningConsole, tab: BoardTab) -> None:
    report = await console.town.report(HANA, Source.FAMILY, reporter=YUKI, label="娘", condition=Condition.NEEDS_RESCUE)
    await console.town.raise_notice(report=report)
    await tab.sign_in()
    await expect(tab.to_go).to_contain_text("家族(娘) 会津 雪さん")
    await tab.page.reload()
    await expect(tab.to_go).to_have_count(1)
    rows = await console.town.rows(tables.ledger)
    assert sorted(row.person_id for row in rows) == [HANA, YUKI]
    (recipient,) = {row.other_id for row in rows}
    assert recipient.startswith("console:")


async def test_a_lost_database_is_said_with_the_age_of_what_is_shown(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    await expect(tab.to_go).to_have_count(1)
    console.database.down = True
    trouble = tab.page.get_by_role("alert").filter(has_text="データベースにつながりません。最後に読んだのは")
    await expect(trouble).to_be_visible()
    await expect(tab.to_go).to_have_count(1)
    await tab.page.get_by_role("button", name="対応した: 会津 花子さん").click()
    await expect(tab.page.locator(".undo")).to_contain_text("できたかどうか、まだ分かりません")
    console.database.down = False
    await expect(trouble).to_be_hidden()
    assert await console.town.open_notices() == 1


async def test_a_database_that_is_down_from_the_start_is_said_too(console: RunningConsole, tab: BoardTab) -> None:
    console.database.down = True
    await tab.sign_in()
    await expect(tab.page.get_by_role("alert").filter(has_text="まだ一度も読めていません")).to_be_visible()
    console.database.down = False
    await expect(tab.real.locator(".incident-title")).to_have_text("強い地震")


async def test_a_database_that_takes_long_is_told_apart_from_a_board_that_has_stopped(
    console: RunningConsole, tab: BoardTab
) -> None:
    console.database.answers.clear()
    await tab.sign_in()
    trouble = tab.page.get_by_role("alert").filter(has_text="データベースの応答に時間がかかっています")
    await expect(trouble).to_be_visible()
    console.database.answers.set()
    await expect(tab.real.locator(".incident-title")).to_have_text("強い地震")
    await expect(trouble).to_be_hidden()


async def test_signing_out_empties_every_tab(console: RunningConsole, tab: BoardTab, context: BrowserContext) -> None:
    await console.town.raise_notice()
    await tab.sign_in()
    other = BoardTab(await context.new_page(), console)
    await other.page.goto(console.address)
    await expect(other.to_go).to_have_count(1)
    await tab.page.get_by_role("button", name="サインアウト").click()
    await expect(tab.page.get_by_label("サインインのコード")).to_be_visible()
    await expect(other.page.get_by_label("サインインのコード")).to_be_visible(timeout=10_000)


async def test_the_live_socket_opens_only_with_a_session_and_from_our_own_page(
    console: RunningConsole, tab: BoardTab, context: BrowserContext
) -> None:
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    cookie = next(each["value"] for each in await context.cookies() if each["name"] == COOKIE)
    socket = f"ws://127.0.0.1:{console.port}/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    signed_in, ours = {"Cookie": f"{COOKIE}={cookie}"}, Origin(console.address)
    for origin, headers in ((ours, {}), (Origin("http://evil.example"), signed_in), (None, signed_in)):
        with pytest.raises(InvalidStatus, match="403"):
            async with connect(socket, origin=origin, additional_headers=headers):
                pass
    async with connect(socket, origin=ours, additional_headers=signed_in) as line:
        assert str(await line.recv()).startswith("0{")


async def test_hundreds_of_calls_show_the_newest_and_say_how_many_more(console: RunningConsole, tab: BoardTab) -> None:
    for _ in range(300):
        await console.town.raise_notice(about=None, words="助けて")
    await tab.sign_in()
    await expect(tab.to_go).to_have_count(60)
    await expect(tab.real.locator(".cases.go .rest")).to_contain_text("あと240件あります")
    await tab.real.locator(".cases.go").get_by_role("button", name="さらに表示").click()
    await expect(tab.to_go).to_have_count(90)
    await console.town.raise_notice(about=SATO)
    await expect(tab.to_go.first).to_contain_text("佐藤 一さん", timeout=AT_ONCE)


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
async def test_axe_finds_nothing(console: RunningConsole, tab: BoardTab, filled: bool) -> None:
    await tab.page.goto(f"{console.address}/")
    assert await tab.violations() == []
    if filled:
        for kind in NoticeKind:
            await console.town.raise_notice(kind, words="ことば")
        await console.town.raise_notice(about=KEN)
        await console.town.raise_notice(drill=True)
    await tab.sign_in("0")
    await expect(tab.page.get_by_role("alert")).to_contain_text("コードが違います")
    assert await tab.violations() == []
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    await expect(tab.page.locator("html")).to_have_attribute("lang", "ja")
    assert await tab.violations() == []


async def test_the_course_of_the_answers_stands_beside_the_counts_of_what_is_real_and_grows(
    console: RunningConsole, tab: BoardTab
) -> None:
    await tab.sign_in()
    curve = tab.real.locator(".small-curve img")
    await expect(curve).to_have_attribute("alt", re.compile("たずねた3人のうち0人"))
    await console.town.report(HANA, Source.FAMILY)
    await expect(curve).to_have_attribute("alt", re.compile("1人\\(家族から1人\\)"))
    # The browser takes it for a picture, once it has read it.
    await expect(curve).to_have_js_property("naturalWidth", 240)
    await expect(tab.drill.locator(".small-curve")).to_be_hidden()
    assert await tab.violations() == []


async def test_a_console_that_stops_reads_no_more_for_the_tabs_that_are_still_open(
    tab: BoardTab,
) -> None:
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    await tab.page.goto(f"{tab.console.address}/people")
    await expect(tab.page.locator(".people tbody tr")).to_have_count(3)
    running = {each for each in asyncio.all_tasks() if "keep_live" in repr(each) or ".live" in repr(each)}
    assert running
    await tab.console.stop()
    assert all(each.done() for each in running)
    tab.complaints.clear()  # the tab lost its console
