"""「お知らせを送る」 and 「事案を開く」 in a real Chromium: looked at before, confirmed by name, sent once."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from admin.sessions import Sessions
from admin.staff import Staff
from bot.core.ids import PersonId
from bot.core.letters import Letter
from bot.core.people import Office
from bot.core.quota import Quota
from bot.storage import tables
from bot.storage.rows.letters import letter_of
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.console_town import HANA, SATO, YUKI

pytestmark = pytest.mark.asyncio(loop_scope="module")

SATO_AT_WORK = Staff(PersonId("sato"), "佐藤 一", frozenset({Office.CITY_STAFF}))
HANAS, YUKIS, SATOS = (f"U{digit * 32}" for digit in "123")
SECOND = 2_000


def named(monkeypatch: pytest.MonkeyPatch, staff: Staff | None) -> None:
    """Everybody who signs in by the code is this member of staff."""
    begin = Sessions.begin

    def begin_named(self: Sessions, now: datetime, _: Staff | None = None) -> str:
        return begin(self, now, staff)

    monkeypatch.setattr(Sessions, "begin", begin_named)


month: dict[str, Quota | None] = {"line": None}
"""What LINE says of its messages."""


async def short() -> Quota | None:
    return month["line"]


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    console = RunningConsole(tmp_path, quota=short)
    await console.start()
    for person, address in ((HANA, HANAS), (YUKI, YUKIS), (SATO, SATOS)):
        await console.town.add(tables.accounts, {"channel": "line", "address": address, "person_id": person})
    yield console
    await console.stop()


async def letters(console: RunningConsole) -> list[Letter]:
    return [letter_of(row) for row in await console.town.rows(tables.outbox)]


async def test_who_knows_only_the_shared_code_reads_why_they_may_not(
    monkeypatch: pytest.MonkeyPatch, tab: BoardTab
) -> None:
    named(monkeypatch, None)
    await tab.sign_in()
    for link in ("お知らせを送る", "事案を開く"):
        await tab.page.get_by_role("link", name=link).click()
        await expect(tab.page.locator(".may-not")).to_contain_text("職員IDでサインインした市の職員だけ")
        await expect(tab.page.locator("input, textarea, button.look")).to_have_count(0)


async def test_a_message_is_looked_at_counted_and_sent_once_however_often_it_is_pressed(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    named(monkeypatch, SATO_AT_WORK)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    look = tab.page.get_by_role("button", name="送る前に確かめる")
    await look.click()
    await expect(tab.page.locator(".fault")).to_have_text("「お知らせの文(日本語)」を書いてください。")
    await tab.page.get_by_label("お知らせの文(日本語)").fill("給水車が来ます。\n東町公園、午後3時です。")
    await tab.page.get_by_label("東町", exact=True).check()
    assert await tab.violations() == []
    await look.click()
    confirming = tab.page.locator(".confirming")
    await expect(confirming.locator(".headcount")).to_have_text("3人")
    await expect(confirming).to_contain_text("対象: 東町")
    await expect(confirming.locator(".cost")).to_contain_text("LINE 3通を使います")
    await expect(confirming.locator(".cost")).to_contain_text("今月の残りは分かりません")
    await expect(confirming.locator(".phone-card")).to_contain_text("東町公園、午後3時です。")
    assert await tab.violations() == []
    await confirming.locator(".confirm").dblclick()
    await expect(confirming.locator(".going")).to_contain_text("0 / 3件", timeout=SECOND)
    sent = await letters(console)
    assert sorted(each for letter in sent for each in letter.recipients) == [HANAS, YUKIS, SATOS]
    assert sent[0].recipients == (HANAS,)
    (row,) = await console.town.rows(tables.announcements)
    assert (row.by_id, row.people, row.line_messages, row.drill) == ("sato", 3, 3, False)
    assert row.words == {"ja": "給水車が来ます。\n東町公園、午後3時です。"}
    async with console.town.database.writing() as connection:
        await connection.execute(tables.outbox.update().values(state="done"))
    await expect(confirming.locator(".going")).to_have_text("送り終わりました。 3 / 3件", timeout=2 * SECOND)
    await expect(tab.page.locator(".sent-line")).to_have_count(1, timeout=2 * SECOND)


async def test_the_look_before_sending_comes_into_view_and_is_read_from_its_heading(
    monkeypatch: pytest.MonkeyPatch, tab: BoardTab
) -> None:
    """On a small screen it begins under the edge: the button seemed to do nothing."""
    named(monkeypatch, SATO_AT_WORK)
    await tab.page.set_viewport_size({"width": 1280, "height": 700})
    await tab.page.emulate_media(reduced_motion="reduce")
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    await tab.page.get_by_label("お知らせの文(日本語)").fill("給水車が来ます。")
    await tab.page.get_by_role("button", name="送る前に確かめる").click()
    heading = tab.page.get_by_role("heading", name="送る前の確かめ")
    await expect(heading).to_be_focused()
    await expect(heading).to_be_in_viewport(ratio=1)
    await expect(tab.page.locator(".headcount")).to_be_in_viewport(ratio=1)
    await expect(tab.page.locator(".confirm")).to_be_in_viewport(ratio=1)
    await tab.page.locator(".confirm").click()
    await expect(tab.page.get_by_role("heading", name="送りました")).to_be_focused()


async def test_what_is_changed_after_the_look_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    named(monkeypatch, SATO_AT_WORK)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    words = tab.page.get_by_label("お知らせの文(日本語)")
    await words.fill("避難所が開きました。")
    await tab.page.get_by_role("button", name="送る前に確かめる").click()
    await expect(tab.page.locator(".confirm")).to_be_visible()
    await words.fill("避難所が閉まりました。")
    await expect(tab.page.locator(".confirm")).to_have_count(0)
    assert await letters(console) == []


async def test_a_narrow_audience_tells_no_number_below_three_and_is_sent_all_the_same(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    """Hana alone needs support, and nobody helps her here."""
    named(monkeypatch, SATO_AT_WORK)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    await tab.page.get_by_label("お知らせの文(日本語)").fill("給水車が来ます。")
    await tab.page.get_by_label("避難に時間のかかる方と、手伝う方だけ").check()
    await tab.page.get_by_role("button", name="送る前に確かめる").click()
    confirming = tab.page.locator(".confirming")
    await expect(confirming.locator(".headcount")).to_have_text("0〜2人")
    await expect(confirming.locator(".cost")).to_contain_text("LINEの通数は、わずかです")
    await expect(confirming.locator(".count-note")).to_contain_text("支援措置の方は数に入れず")
    await expect(confirming.locator(".roads")).to_have_count(0)
    assert await tab.violations() == []
    await confirming.get_by_role("button", name="0〜2人に送る").click()
    await expect(confirming.locator(".going")).to_have_text("送っています…", timeout=SECOND)
    await tab.page.reload()
    await expect(tab.page.locator(".sent-line").first).to_contain_text("0〜2人 ・ LINE わずか")


async def test_a_message_of_a_drill_is_marked_as_one(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    named(monkeypatch, SATO_AT_WORK)
    await console.town.add(tables.check_ins, {"incident_id": "drill", "person_id": HANA, "progress": "sent"})
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    answered = tab.page.get_by_label("その事案で")
    await expect(answered).to_be_hidden()
    await tab.page.get_by_label("どの事案のお知らせか").select_option(label="【訓練】秋の防災訓練")
    await answered.select_option(label="まだ回答のない人")
    await tab.page.get_by_label("お知らせの文(日本語)").fill("訓練は終わりです。")
    await tab.page.get_by_role("button", name="送る前に確かめる").click()
    await expect(tab.page.locator(".phone-mark")).to_contain_text("訓練")
    await tab.page.locator(".confirm.drill").click()
    await expect(tab.page.locator(".going")).to_contain_text("/ 1件", timeout=SECOND)
    (letter,) = await letters(console)
    assert letter.speech.drill
    assert letter.recipients == (HANAS,)
    await tab.page.reload()
    for shown in ("【訓練】お知らせ ・ 佐藤 一", "訓練は終わりです。", "1人 ・ LINE 1通"):
        await expect(tab.page.locator(".sent-line")).to_contain_text(shown)


async def test_an_incident_is_opened_by_hand_with_words_for_those_who_leave_first(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    named(monkeypatch, SATO_AT_WORK)
    site = {"id": "s", "name": "東小学校", "district_id": "east", "hazards": "flood;fire"}
    await console.town.add(tables.sites, site)
    await tab.sign_in()
    await tab.page.get_by_role("link", name="事案を開く").click()
    look = tab.page.get_by_role("button", name="送る前に確かめる")
    await tab.page.get_by_label("何が起きたか").fill("大雨")
    await tab.page.get_by_label("災害の種類").select_option(label="洪水・大雨")
    await tab.page.get_by_label("レベル・震度").select_option(label="警戒レベル3 高齢者等避難")
    await look.click()
    await expect(tab.page.locator(".fault")).to_contain_text("訓練か、実際の災害か")
    await tab.page.get_by_label("実際の災害").check()
    await tab.page.get_by_label("東町", exact=True).check()
    await look.click()
    phones = tab.page.locator(".phone")
    await expect(phones).to_have_count(3)
    leaving = phones.filter(has_text="あなたは、避難を始めてください。")
    await expect(leaving).to_contain_text("警戒レベル3 高齢者等避難")
    await expect(leaving).to_contain_text("東小学校")
    await expect(phones.filter(has_text="避難の準備をしてください。")).to_have_count(2)
    await expect(phones.filter(has_text="手助けする方がその地区にいるときは")).to_have_count(1)
    assert await tab.violations() == []
    await tab.page.locator(".confirm.real").click()
    await expect(tab.page.locator(".going")).to_contain_text("/ 3件", timeout=SECOND)
    opened = [each for each in await console.town.rows(tables.incidents) if each.title == "大雨"]
    assert [(each.level, each.drill) for each in opened] == [("3", False)]
    first, *others = await letters(console)
    assert first.recipients == (HANAS,)
    assert {first.incident, *(each.incident for each in others)} == {opened[0].id}


async def test_where_the_months_messages_are_short_it_says_who_goes_first_and_who_waits(
    monkeypatch: pytest.MonkeyPatch, console: RunningConsole, tab: BoardTab
) -> None:
    named(monkeypatch, SATO_AT_WORK)
    monkeypatch.setitem(month, "line", Quota(200, 199))
    await tab.sign_in()
    await tab.page.get_by_role("link", name="お知らせを送る").click()
    await tab.page.get_by_label("お知らせの文(日本語)").fill("給水車が来ます。")
    await tab.page.get_by_role("button", name="送る前に確かめる").click()
    confirming = tab.page.locator(".confirming")
    await expect(confirming.locator(".cost")).to_contain_text("今月の残りは1通。")
    await expect(confirming.locator(".shortage")).to_contain_text("支援が必要な方: 全員にすぐ送ります。")
    await expect(confirming.locator(".shortage")).to_contain_text(": 通数がふえしだい送ります(23時間まで)。")
    assert await tab.violations() == []
    await confirming.locator(".confirm").click()
    await expect(confirming.locator(".going")).to_contain_text("/ 3件", timeout=SECOND)
    first, second = await letters(console)
    assert (first.recipients, len(second.recipients)) == ((HANAS,), 2)
    await tab.page.get_by_role("link", name="安否ボード", exact=True).click()
    await expect(tab.real.locator(".short-line")).to_contain_text("LINEの通数が足りず、待っているもの: ほか 2通。")
    await expect(tab.drill.locator(".short-line")).to_be_hidden()
    assert await tab.violations() == []
