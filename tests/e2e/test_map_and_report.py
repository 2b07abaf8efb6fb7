"""The map and the report in a real Chromium: seen, clicked, closed, downloaded."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from fastapi import FastAPI
from playwright.async_api import BrowserContext, Locator, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from admin.gate import Gate
from admin.parts import Tiles
from admin.staff import Staff
from bot.core.people import Office
from bot.core.proposals import Aim, ProposalState
from bot.core.reports import Source, Spot
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from bot.storage.rows.facts import pack_spot
from bot.storage.staff_word.talking import ToPerson, say
from integrations.sandbox.serve import serving
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.agreeing import agree
from tests.integration.console_town import DRILL, EAST, HANA, KEN, QUAKE, SATO, WEST
from tests.integration.proposal_town import ORDER, found, propose

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAFF = Staff(SATO, "佐藤 一", frozenset({Office.CITY_STAFF}))
_COLOURS = "(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).borderColor]"
_DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff\xff\x7f\x00\t\xfb\x03\xfd\x05CE\xca\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    console = RunningConsole(tmp_path)
    await console.start()
    for district, latitude, longitude in ((EAST, 37.506, 139.952), (WEST, 37.464, 139.928)):
        async with console.town.database.writing() as connection:
            place = tables.districts.update().where(tables.districts.c.id == district)
            await connection.execute(place.values(lat=latitude, lon=longitude))
    yield console
    await console.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def tab(console: RunningConsole, context: BrowserContext) -> AsyncIterator[BoardTab]:
    """Signed in by the shared code."""
    tab = BoardTab(await context.new_page(), console)
    await tab.sign_in()
    await expect(tab.real.locator(".incident-title")).to_be_visible()
    yield tab
    assert tab.complaints == []


def name_everybody(console: RunningConsole) -> None:
    """As if the city OS had proven who sits there."""
    app = console._server.config.app
    assert isinstance(app, Starlette)
    (gate,) = (each.app for each in app.routes if isinstance(each, Mount) and isinstance(each.app, Gate))
    for session in gate._sessions._by_digest.values():
        session.staff = STAFF


async def open_map(tab: BoardTab) -> Locator:
    """Its circles and dots."""
    await tab.page.goto(f"{tab.console.address}/map")
    shapes = tab.page.locator(".leaflet-overlay-pane path")
    await expect(shapes.first).to_be_attached()
    return shapes


async def put_spot(console: RunningConsole, person: str, spot: Spot) -> None:
    async with console.town.database.writing() as connection:
        there = (tables.check_ins.c.incident_id == QUAKE, tables.check_ins.c.person_id == person)
        values = {"spot": pack_spot(spot), "said_at": console.town.now}
        await connection.execute(tables.check_ins.update().where(*there).values(values))


async def test_the_map_shows_districts_and_asks_nobody_for_anything(tab: BoardTab) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    shapes = await open_map(tab)
    await expect(shapes).to_have_count(2)
    await expect(tab.page.locator(".on-map")).to_contain_text(["東町要救助 1", "西町未回答 1"])
    await expect(tab.page.get_by_role("region", name="地区の状況の表")).to_contain_text("要救助の人がいる")
    assert await tab.violations() == []
    assert [each for each in asked if not each.startswith((tab.console.address, "data:", "blob:"))] == []


async def test_a_district_has_the_colour_of_its_meaning_in_the_legend(tab: BoardTab) -> None:
    shapes = await open_map(tab)
    legend = tab.page.get_by_role("list", name="地図の見かた").get_by_role("listitem")
    for shape, meaning in ((shapes.nth(0), "要救助の人がいる"), (shapes.nth(1), "半数以上が未回答")):
        swatch = legend.filter(has_text=meaning).locator(".swatch")
        colour, edge = await swatch.evaluate(
            "(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).borderColor]"
        )
        await expect(shape).to_have_css("fill", colour)
        await expect(shape).to_have_css("fill-opacity", "1")
        await expect(shape).to_have_css("stroke", edge)


async def test_a_click_on_a_district_shows_its_counts(tab: BoardTab) -> None:
    shapes = await open_map(tab)
    await shapes.first.click()
    await expect(tab.page.locator(".leaflet-popup-content")).to_contain_text("要救助1")


async def test_a_place_that_comes_in_becomes_a_dot_with_its_row_in_the_ledger(
    console: RunningConsole, tab: BoardTab
) -> None:
    shapes = await open_map(tab)
    await put_spot(console, HANA, Spot(37.49, 139.94, "二階の寝室"))
    await put_spot(console, KEN, Spot(37.48, 139.93, "西町9-9"))
    await expect(shapes).to_have_count(3, timeout=8_000)
    await expect(tab.page.locator(".map-pins")).to_contain_text("二階の寝室")
    rows = [row for row in await console.town.rows(tables.ledger) if row.person_id]
    assert {row.person_id for row in rows} == {HANA}
    assert "西町9-9" not in await tab.page.content()


async def test_the_map_follows_an_answer_without_reloading(console: RunningConsole, tab: BoardTab) -> None:
    await open_map(tab)
    async with console.town.database.writing() as connection:
        there = (tables.check_ins.c.incident_id == QUAKE, tables.check_ins.c.person_id == KEN)
        answer = {"progress": "answered", "condition": "needs_rescue"}
        await connection.execute(tables.check_ins.update().where(*there).values(answer))
    await console.town.report(KEN, Source.FAMILY, said_at=console.town.now)
    await expect(tab.page.locator(".on-map")).to_contain_text(["東町要救助 1", "西町要救助 1"])
    await expect(tab.page.locator(".curve .means")).to_contain_text("家族から1人")


async def test_a_drill_is_another_map_and_says_so(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.add(tables.check_ins, {"incident_id": DRILL, "person_id": SATO, "district_id": EAST})
    await open_map(tab)
    await tab.page.get_by_role("button", name="【訓練】秋の防災訓練").click()
    await expect(tab.page.locator(".report-title")).to_have_text("【訓練】秋の防災訓練")
    await expect(tab.page.locator(".report-band")).to_have_css("background-color", "rgb(91, 42, 145)")
    await expect(tab.page.locator(".on-map").first).to_contain_text("東町未回答 1")


async def test_tiles_come_from_the_one_host_that_is_set(tmp_path: Path, context: BrowserContext) -> None:
    served: list[str] = []

    async def tile(request: Request) -> Response:
        served.append(request.url.path)
        return Response(_DOT, media_type="image/png")

    app = FastAPI(routes=[Route("/{z:int}/{x:int}/{y:int}.png", tile)])
    async with serving(app) as host:
        console = RunningConsole(tmp_path, Tiles(f"{host}/{{z}}/{{x}}/{{y}}.png", "地図: <b>市</b>"))
        await console.start()
        await console.town.add(tables.sites, {"id": "S1", "name": "一箕小学校", "lat": 37.51, "lon": 139.94})
        tab = BoardTab(await context.new_page(), console)
        await tab.sign_in()
        await expect(tab.real.locator(".incident-title")).to_be_visible()
        await tab.page.goto(f"{console.address}/map")
        await expect(tab.page.locator(".leaflet-tile-loaded").first).to_be_attached()
        await expect(tab.page.locator(".leaflet-control-attribution")).to_have_text("地図: <b>市</b>")
        assert served
        assert tab.complaints == []
        await console.stop()


async def open_report(tab: BoardTab, incident: str = QUAKE) -> None:
    await tab.page.goto(f"{tab.console.address}/reports/{incident}")
    await expect(tab.page.locator(".figure-of").first).to_be_visible()


async def test_the_report_of_an_open_incident_is_a_state_on_the_way(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.report(HANA)
    await open_report(tab)
    await expect(tab.page.locator(".report-band")).to_contain_text("途中経過")
    await expect(tab.page.locator(".figure-of").first).to_contain_text("66.6%2 / 3")
    await expect(tab.page.locator(".figure-of").last).to_contain_text("目標 87% を下回っています")
    await expect(tab.page.get_by_role("region", name="年齢ごとの表")).to_contain_text("75〜84歳1 / 1 (100.0%)")
    assert await tab.violations() == []


async def test_the_report_begins_beside_its_boxes_on_a_small_laptop(tab: BoardTab) -> None:
    await tab.page.set_viewport_size({"width": 1024, "height": 768})
    await open_report(tab)
    await expect(tab.page.get_by_role("button", name="報告書(PDF)を作る")).to_be_in_viewport()
    await expect(tab.page.locator(".figure-of").first).to_be_in_viewport(ratio=1)
    assert await tab.page.evaluate("document.scrollingElement.scrollWidth") <= 1024


async def test_the_map_of_what_is_real_does_not_become_that_of_a_drill(console: RunningConsole, tab: BoardTab) -> None:
    await tab.page.goto(f"{console.address}/map")
    await expect(tab.page.locator(".report-title")).to_have_text("強い地震")
    await IncidentStore(console.town.database).close(QUAKE, console.town.now)
    await expect(tab.page.get_by_text("この事案は閉じました。")).to_be_visible()
    await expect(tab.page.locator(".report-title")).to_be_hidden()
    await tab.page.reload()
    await expect(tab.page.locator(".report-title")).to_have_text("【訓練】秋の防災訓練")


async def test_whoever_gave_only_the_code_closes_nothing_and_gets_no_names(tab: BoardTab) -> None:
    await open_report(tab)
    await expect(tab.page.locator(".closing")).to_contain_text("職員IDでサインインした市の職員だけです")
    await expect(tab.page.get_by_role("button", name="事案を閉じる…")).to_be_hidden()
    await expect(tab.page.locator(".exports button:visible")).to_have_text(["報告書(PDF)を作る", "報告の数(CSV)を作る"])


async def test_the_second_tap_closes_and_the_report_stays(console: RunningConsole, tab: BoardTab) -> None:
    name_everybody(console)
    await open_report(tab)
    await tab.page.get_by_role("button", name="事案を閉じる…").click()
    await expect(tab.page.locator(".sure")).to_contain_text("元には戻せません")
    await expect(tab.page.get_by_text("職員と会話中の")).to_be_hidden()
    await tab.page.get_by_role("button", name="やめる").click()
    await expect(tab.page.locator(".sure")).to_be_hidden()
    await console.town.add(tables.accounts, {"channel": "line", "address": "Uhana", "person_id": HANA})
    await say(console.town.database, ToPerson(HANA, QUAKE, SATO, console.town.now, "福祉課", "いま、どちらですか。"))
    await tab.page.get_by_role("button", name="事案を閉じる…").click()
    await expect(tab.page.get_by_role("button", name="閉じて報告を残す")).to_be_focused()
    await expect(tab.page.locator(".sure")).to_contain_text("職員と会話中の1人に、会話の終わりを知らせます")
    await expect(tab.page.locator(".still-left")).to_have_text("要救助 1人が残っています。")
    assert await tab.violations() == []
    await console.town.raise_notice(about=SATO, words="動けない")
    await tab.page.get_by_role("button", name="閉じて報告を残す").click()
    await expect(tab.page.locator(".closing [role=status]")).to_contain_text("いま、状況が変わりました")
    await expect(tab.page.locator(".still-left")).to_have_text(
        "要救助 1人・対応していない知らせ 1件・訪問 1件が残っています。"
    )
    await tab.page.get_by_role("button", name="閉じて報告を残す").click()
    await expect(tab.page.locator(".report-band")).to_contain_text("閉じた事案の報告", timeout=8_000)
    await expect(tab.page.locator(".report-band")).to_be_in_viewport()
    await expect(tab.page.locator(".closing")).to_have_count(0)
    rows = await console.town.rows(tables.ledger)
    ends = [(row.kind, row.other_id) for row in rows if row.kind in {"talk_ended", "incident_closed"}]
    assert ends == [("talk_ended", SATO), ("incident_closed", SATO)]
    await tab.page.goto(console.address)
    await expect(tab.real.locator(".incident-title")).to_have_count(0)


async def test_whoever_closes_reads_what_stays_declared_and_then_that_it_is_closed(
    console: RunningConsole, tab: BoardTab
) -> None:
    name_everybody(console)
    now = console.town.now
    ends = {"declared_at": now, "until": now + timedelta(days=1)}
    await console.town.add(tables.emergencies, {"id": "E1", "districts": [EAST], **ends})
    await console.town.raise_notice(about=SATO, words="動けない")
    await open_report(tab)
    await tab.page.get_by_role("button", name="事案を閉じる…").click()
    await expect(tab.page.locator(".sure")).to_contain_text("東町の有事の宣言は、")
    end_it = tab.page.get_by_role("link", name="終えるときは「有事の宣言」で")
    await expect(end_it).to_have_attribute("href", "/emergency")
    assert await tab.violations() == []
    await tab.page.get_by_role("button", name="閉じて報告を残す").click()
    closed = tab.page.locator(".came-of-it")
    await expect(closed).to_have_text("「強い地震」を閉じました。いまの数を、報告として残しました。", timeout=8_000)
    assert await tab.violations() == []
    await tab.page.goto(console.address)
    await expect(tab.to_go).to_contain_text("前の事案: 強い地震")


async def test_closing_names_the_proposals_that_it_takes_back_and_those_it_leaves_waiting(
    console: RunningConsole, tab: BoardTab
) -> None:
    name_everybody(console)
    graver = replace(ORDER, rank=9)
    await propose(console.town, graver, matter=QUAKE, aim=Aim.RAISE, incident=QUAKE)
    await open_report(tab)
    sure = tab.page.locator(".sure")
    await tab.page.get_by_role("button", name="事案を閉じる…").click()
    await expect(sure).to_contain_text("次の提案は、閉じても待ち続けます")
    await expect(sure).to_contain_text("「避難指示」(警戒レベル4) 東町: もう一度たずねる提案")
    await expect(sure).not_to_contain_text("取り下げます")
    wrong = await propose(console.town, matter=QUAKE, aim=Aim.CANCEL, incident=QUAKE)
    await tab.page.get_by_role("button", name="閉じて報告を残す").click()
    await expect(tab.page.locator(".closing [role=status]")).to_contain_text("いま、状況が変わりました")
    await expect(sure).to_contain_text("取り消しを知らせる提案")
    await expect(sure).to_contain_text("取り下げます。だれにも送りません")
    assert await tab.violations() == []
    await tab.page.get_by_role("button", name="閉じて報告を残す").click()
    await expect(tab.page.locator(".report-band")).to_contain_text("閉じた事案の報告", timeout=8_000)
    assert (await found(console.town, wrong)).state is ProposalState.CLOSED
    await tab.page.goto(console.address)
    await expect(tab.real.locator(".decided-line")).to_contain_text("事案を閉じたため、取り下げました")
    await expect(tab.real.locator(".proposal")).to_contain_text("事案を開いて、安否をたずねる")


async def test_files_ask_what_for_and_come_with_the_mark_of_a_drill(console: RunningConsole, tab: BoardTab) -> None:
    for each in (HANA, SATO):
        await console.town.add(tables.check_ins, {"incident_id": DRILL, "person_id": each, "district_id": EAST})
    await agree(console.town, HANA)
    name_everybody(console)
    await open_report(tab, DRILL)
    said = tab.page.locator(".exports .said-box")
    await tab.page.get_by_role("button", name="安否一覧(CSV)を作る").click()
    await expect(tab.page.locator(".exports .said-box")).to_contain_text("先に、何に使うかを選んでください")
    await tab.page.get_by_label("何に使いますか").select_option("review")
    for button, beginning in (
        ("報告書(PDF)を作る", b"%PDF-"),
        ("報告の数(CSV)を作る", "\ufeff【訓練】,全体".encode()),
        ("安否一覧(CSV)を作る", "\ufeff区分".encode()),
        ("載せられる人だけで作る", b"<?xml"),
    ):
        if button.startswith("載せ"):
            await tab.page.get_by_role("button", name="安否情報(PFIF 1.4)を作る").click()
            await expect(said).to_contain_text("2人のうち、載せられるのは1人です。ほかの1人は載せません。")
            await expect(tab.page.get_by_role("button", name=button)).to_be_focused()
            assert await tab.violations() == []
        async with tab.page.expect_download() as download:
            await tab.page.get_by_role("button", name=button).click()
        file = await download.value
        assert file.suggested_filename.startswith("【訓練】")
        assert _content(await file.path()).startswith(beginning)
    await expect(said).to_contain_text("1人が載っています。載せていない人: 1人。")
    kinds = [(row.kind, row.person_id, row.drill) for row in await console.town.rows(tables.ledger)]
    assert kinds.count(("exported", None, True)) == 4
    assert kinds.count(("disclosure", HANA, True)) == 2
    assert kinds.count(("disclosure", SATO, True)) == 1


async def test_a_file_that_cannot_be_made_says_what_to_do(console: RunningConsole, tab: BoardTab) -> None:
    name_everybody(console)
    await open_report(tab)
    await tab.page.get_by_label("何に使いますか").select_option("headquarters")
    console.database.down = True
    await tab.page.get_by_role("button", name="安否一覧(CSV)を作る").click()
    await expect(tab.page.locator(".exports .said-box")).to_contain_text("つながってから、もう一度")
    console.database.down = False
    await expect(tab.page.locator(".trouble")).to_be_hidden()


async def test_an_incident_that_there_is_not_is_said(tab: BoardTab) -> None:
    await tab.page.goto(f"{tab.console.address}/reports/nonsense")
    await expect(tab.page.locator(".empty")).to_contain_text("この番号の事案はありません")


def _content(file: Path) -> bytes:
    return file.read_bytes()
