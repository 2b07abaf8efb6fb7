"""A proposal waits on the board: it says what it would do to how many, and one named member of the staff decides it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from admin.rechecking import Rechecking
from bot.core.ids import PersonId
from bot.core.proposals import ProposalState
from bot.core.quota import Quota
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from tests.e2e.console_by_name import console_by_name, sign_in_as
from tests.e2e.console_desk import BoardTab, RunningConsole, not_now
from tests.integration.console_town import EAST, HANA, SATO, WEST, YUKI
from tests.integration.proposal_town import decided, found, propose

EVERYBODY = (HANA, YUKI, SATO)
pytestmark = pytest.mark.asyncio(loop_scope="module")


month: dict[str, Quota | None] = {"line": None}
"""What LINE says of its messages."""


async def of_the_month() -> Quota | None:
    return month["line"]


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    async with console_by_name(tmp_path, of_the_month) as console:
        yield console


def card(tab: BoardTab) -> Locator:
    return tab.real.locator(".proposal")


async def signed_in(tab: BoardTab, person: PersonId = SATO) -> None:
    await sign_in_as(tab.page, tab.console, person)
    await expect(tab.page.locator(".signed-in")).to_be_visible()


async def test_says_what_was_announced_what_would_be_done_and_to_how_many(
    console: RunningConsole, tab: BoardTab
) -> None:
    await signed_in(tab)
    await expect(card(tab)).to_have_count(0)
    await propose(console.town, wait=timedelta(minutes=10), faults=("知らない地域の番号です。",))
    await expect(card(tab)).to_have_count(1, timeout=2_000)
    for shown in (
        "事案を開いて、安否をたずねる",
        "避難指示",
        "警戒レベル4",
        "東町",
        "全員 3人",
        "LINE 0人、ウェブ 0人、どちらもない人 3人(電話や訪問が必要です)",
        "避難情報(Lアラート)",
        "東町の一部 避難指示",
        "川の水があふれるおそれがあります。",
        "「東町の一部」の場所がわからないため",
        "知らない地域の番号です。",
        "番号 A20260601-00000001",
    ):
        await expect(card(tab)).to_contain_text(shown)
    await expect(card(tab).locator(".goes")).to_contain_text("あと9分")
    await expect(tab.page).to_have_title("【提案】安否ボード")
    assert await tab.violations() == []


async def test_the_second_tap_sends_and_the_ledger_names_who_decided(console: RunningConsole, tab: BoardTab) -> None:
    id_ = await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="確認して送る").click()
    sure = "東町の3人に、「避難指示」(警戒レベル4)の安否をたずねます。"
    await expect(card(tab).locator(".sentence")).to_have_text(sure)
    await expect(card(tab).get_by_role("button", name="もどる")).to_be_focused()
    assert await tab.violations() == []
    assert (await decided(console.town, id_)) == (ProposalState.WAITING, None)
    await card(tab).get_by_role("button", name="はい、いま送ります").click()
    await expect(tab.page.locator(".undo")).to_contain_text("送りました。3人が対象です")
    await expect(card(tab)).to_have_count(0)
    await expect(tab.real.locator(".decided-line")).to_contain_text("送りました ・ 避難指示 ・ 佐藤 一さん")
    await expect(tab.real.locator(".incident-title").filter(has_text="避難指示")).to_have_count(1)
    assert (await decided(console.town, id_)) == (ProposalState.CONFIRMED, SATO)
    (row,) = (row for row in await console.town.rows(tables.ledger) if row.kind == "proposal_decided")
    assert row.other_id == SATO


async def test_before_the_second_tap_it_shows_the_cost_who_waits_and_the_phone(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    monkeypatch.setitem(month, "line", Quota(200, 199))
    rows = [{"channel": "line", "address": f"U{n:032x}", "person_id": each} for n, each in enumerate(EVERYBODY)]
    await console.town.add(tables.accounts, *rows)
    await console.town.add(tables.roles, {"person_id": SATO, "role": "leader", "district_id": EAST})
    await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="確認して送る").click()
    sure = card(tab).locator(".sure")
    await expect(sure.locator(".roads")).to_have_text("LINE 3人 ・ ウェブチャット 0人")
    await expect(sure.locator(".cost")).to_contain_text("LINE 3通を使います(1人に1通。返信は無料)。今月の残りは1通。")
    await expect(sure.locator(".shortage")).to_contain_text("支援が必要な方: 全員にすぐ送ります。")
    await expect(sure.locator(".shortage")).to_contain_text("そのほかの方: 通数がふえしだい")
    await expect(sure.locator(".shortage")).to_contain_text("離れて住む家族と役員には、すぐには送りません")
    await expect(sure.locator(".phone-card").first).to_contain_text("避難指示")
    assert await tab.violations() == []
    await sure.get_by_role("button", name="はい、いま送ります").click()
    await expect(tab.page.locator(".undo")).to_contain_text("LINE 2通を使います。離れて住む家族と役員には")
    first, *_ = await console.town.rows(tables.outbox)
    assert first.recipients == [rows[0]["address"]]
    (held,) = await console.town.rows(tables.held_mail)
    assert held.address == rows[2]["address"]


async def test_line_down_it_says_that_nobody_knows_what_is_left_and_may_be_sent(
    console: RunningConsole, tab: BoardTab
) -> None:
    account = {"channel": "line", "address": f"U{1:032x}", "person_id": HANA}
    await console.town.add(tables.accounts, account)
    await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="確認して送る").click()
    await expect(card(tab).locator(".cost")).to_contain_text("今月の残りは分かりません")
    await card(tab).get_by_role("button", name="はい、いま送ります").click()
    await expect(tab.page.locator(".undo")).to_contain_text("送りました。3人が対象です")


async def test_changed_first_it_is_sent_as_staff_put_it(console: RunningConsole, tab: BoardTab) -> None:
    id_ = await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="変えて送る").click()
    title = card(tab).get_by_label("題名(市民が読みます)")
    await expect(title).to_have_value("避難指示")
    await title.fill("湯川の水があふれそうです")
    await console.town.raise_notice()
    await expect(tab.to_go).to_have_count(1, timeout=2_000)
    await expect(title).to_have_value("湯川の水があふれそうです")
    await card(tab).get_by_label("東町", exact=True).uncheck()
    await card(tab).get_by_role("button", name="つぎへ").click()
    await expect(card(tab).get_by_role("alert")).to_contain_text("地区を一つ以上")
    await card(tab).get_by_label("西町", exact=True).check()
    await card(tab).get_by_label("避難に時間のかかる方と、手伝う方").check()
    assert await tab.violations() == []
    await card(tab).get_by_role("button", name="つぎへ").click()
    whom, what = "西町の0〜2人(避難に時間のかかる方と、手伝う方)", "「湯川の水があふれそうです」(警戒レベル4)"
    sentence = f"{whom}に、{what}の安否をたずねます。"
    await expect(card(tab).locator(".sentence")).to_have_text(sentence)
    await card(tab).get_by_role("button", name="はい、いま送ります").click()
    await expect(card(tab)).to_have_count(0)
    proposal = await found(console.town, id_)
    assert (proposal.state, proposal.draft.districts) == (ProposalState.CHANGED, (WEST,))
    assert proposal.incident is not None
    incident = await IncidentStore(console.town.database).find(proposal.incident)
    assert incident is not None
    assert incident.title == "湯川の水があふれそうです"


async def test_not_sent_by_a_slip_it_comes_back_and_goes_no_more_by_itself(
    console: RunningConsole, tab: BoardTab
) -> None:
    id_ = await propose(console.town, wait=timedelta(minutes=10))
    await signed_in(tab)
    await card(tab).get_by_role("button", name="送らない").click()
    await expect(card(tab)).to_have_count(0)
    await expect(tab.real.locator(".decided-line")).to_contain_text("送りませんでした ・ 避難指示 ・ 佐藤 一さん")
    assert await tab.violations() == []
    await tab.real.get_by_role("button", name="やはり提案に戻す: 避難指示").click()
    await expect(card(tab)).to_have_count(1)
    await expect(card(tab).locator(".goes")).to_be_hidden()
    assert (await decided(console.town, id_)) == (ProposalState.WAITING, None)


async def test_of_two_staff_the_second_one_is_told(console: RunningConsole, tab: BoardTab, chromium: Browser) -> None:
    id_ = await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="確認して送る").click()
    other = BoardTab(await (await chromium.new_context(locale="ja-JP")).new_page(), console)
    await signed_in(other, YUKI)
    await other.real.get_by_role("button", name="送らない").click()
    await expect(tab.real.locator(".decided-line")).to_contain_text("会津 雪さん")
    await expect(card(tab)).to_have_count(0)
    assert (await decided(console.town, id_)) == (ProposalState.REFUSED, YUKI)


async def test_a_session_by_code_sees_it_and_reads_why_it_may_not_decide(
    console: RunningConsole, tab: BoardTab
) -> None:
    await propose(console.town)
    await tab.page.goto(console.address)
    await tab.sign_in()
    await expect(card(tab)).to_contain_text("職員IDでサインインした市の職員だけが決められます")
    await expect(card(tab).get_by_role("button")).to_have_count(0)
    assert await tab.violations() == []
    await card(tab).get_by_role("link", name="職員IDでサインインする").click()
    await tab.page.get_by_role("button", name="佐藤 一").click()
    await expect(card(tab).get_by_role("button", name="確認して送る")).to_be_visible()


async def test_whoever_has_lost_the_office_meanwhile_decides_nothing(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    id_ = await propose(console.town)
    await signed_in(tab)
    monkeypatch.setattr(Rechecking, "look", not_now)
    async with console.town.database.writing() as connection:
        await connection.execute(tables.roles.delete().where(tables.roles.c.person_id == SATO))
    await card(tab).get_by_role("button", name="送らない").click()
    await expect(tab.page.locator(".undo")).to_contain_text("決める役割")
    assert (await decided(console.town, id_)) == (ProposalState.WAITING, None)


async def test_a_database_that_is_down_decides_nothing_and_says_so(console: RunningConsole, tab: BoardTab) -> None:
    id_ = await propose(console.town)
    await signed_in(tab)
    await card(tab).get_by_role("button", name="確認して送る").click()
    surely = card(tab).get_by_role("button", name="はい、いま送ります")
    await expect(surely).to_be_visible()
    console.database.down = True
    await surely.click()
    await expect(tab.page.locator(".undo")).to_contain_text("できたかどうか、まだ分かりません")
    console.database.down = False
    assert (await decided(console.town, id_)) == (ProposalState.WAITING, None)
    await expect(card(tab).get_by_role("button", name="確認して送る")).to_be_visible()


async def test_a_mere_look_that_fails_leaves_nobody_wondering_what_was_done(
    console: RunningConsole, tab: BoardTab
) -> None:
    await propose(console.town)
    await signed_in(tab)
    await expect(card(tab)).to_have_count(1)
    for button in ("確認して送る", "変えて送る"):
        console.database.down = True
        await card(tab).get_by_role("button", name=button).click()
        await expect(tab.page.locator(".undo")).to_contain_text("つながってから、もう一度お試しください")
        await expect(tab.page.locator(".undo")).not_to_contain_text("できたかどうか")
        console.database.down = False


async def test_a_drills_proposal_stands_in_the_drills_half(console: RunningConsole, tab: BoardTab) -> None:
    await propose(console.town, drill=True)
    await signed_in(tab)
    await expect(tab.drill.locator(".proposal")).to_contain_text("【訓練】事案を開いて")
    await expect(card(tab)).to_have_count(0)
    await tab.drill.get_by_role("button", name="確認して送る").click()
    await expect(tab.drill.locator(".sentence")).to_contain_text("【訓練】東町の3人に")
