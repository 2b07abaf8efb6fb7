"""The web chat in a real Chromium: what a person of 82 on a bad line does with it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ViewportSize, expect

from bot.core.events import ButtonTapped, FollowStarted, LocationShared, TextSaid
from bot.core.language import Language
from bot.core.replies import Say
from bot.core.taps import ChooseLanguage, ReportCondition, ReportWhereabouts
from bot.core.understanding import Condition, Whereabouts
from handlers.web_chat.labels import labels
from tests.e2e.web_chat_page import PHONE, WORDS, ChatPage, browser
from tests.e2e.web_chat_town import INCIDENT, Town
from tests.unit.handlers.web_chat.stage import CITY, phrasebook, words

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAFE = ButtonTapped(ReportCondition(Condition.SAFE, INCIDENT))
AT_HOME = ButtonTapped(ReportWhereabouts(Whereabouts.HOME, INCIDENT))
ENGLISH = labels(phrasebook(), CITY, Language.ENGLISH)
QUESTIONS = {
    "日本語": "いま、どこにいますか",
    "やさしい にほんご": "いま どこに いますか",
    "English": "Where are you now?",
}


@pytest_asyncio.fixture(loop_scope="module")
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.start()
    yield town
    await town.close()


@pytest_asyncio.fixture(loop_scope="module")
async def context(chromium: Browser) -> AsyncIterator[BrowserContext]:
    width, height = PHONE
    context = await chromium.new_context(viewport=ViewportSize(width=width, height=height), locale="ja-JP")
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def chat(town: Town, context: BrowserContext) -> AsyncIterator[ChatPage]:
    chat = ChatPage(await context.new_page(), town.address)
    await chat.open()
    await chat.sees("ご無事ですか?")
    yield chat
    assert chat.complaints == []


async def test_the_first_visit_asks_and_big_buttons_answer(town: Town, chat: ChatPage) -> None:
    labels = await chat.answers.get_by_role("button").all_text_contents()
    assert labels == ["無事です", "けがをした", "助けてほしい", "避難しました", "家族のことを答える"]
    for button in await chat.answers.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 64
    await chat.tap("無事です")
    await expect(chat.said).to_have_text(["無事です"])
    await chat.sees("いま、どこにいますか")
    await chat.tap("家にいます")
    await chat.sees("ありがとうございます")
    await expect(chat.answers.get_by_role("button")).to_have_count(0)
    assert town.said == [FollowStarted(), SAFE, AT_HOME]


async def test_words_of_ones_own_are_sent_and_shown_as_they_were_written(town: Town, chat: ChatPage) -> None:
    await chat.write("<b>さすけねぇ</b> & 𠮷野家")
    await chat.sees("「<b>さすけねぇ</b> & 𠮷野家」ですね。")
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["arrived"])
    assert town.said[-1] == TextSaid("<b>さすけねぇ</b> & 𠮷野家")


async def test_all_of_it_works_with_the_keyboard_alone(town: Town, chat: ChatPage) -> None:
    keyboard = chat.page.keyboard
    await keyboard.press("Tab")
    await expect(chat.page.get_by_role("link", name=WORDS["skip"])).to_be_focused()
    await keyboard.press("Enter")
    await keyboard.press("Tab")
    await expect(chat.answers.get_by_role("button", name="無事です")).to_be_focused()
    await keyboard.press("Enter")
    await chat.sees("いま、どこにいますか")
    await keyboard.press("Tab")
    await expect(chat.answers.get_by_role("button", name="家にいます")).to_be_focused()
    await keyboard.press("Space")
    await chat.sees("ありがとうございます")
    assert town.said == [FollowStarted(), SAFE, AT_HOME]


async def test_a_reload_shows_the_whole_conversation_once(town: Town, chat: ChatPage) -> None:
    await chat.tap("無事です")
    await chat.sees("いま、どこにいますか")
    before = await chat.words()
    await chat.page.reload()
    await chat.sees("いま、どこにいますか")
    assert await chat.words() == before
    await chat.tap("家にいます")
    await chat.sees("ありがとうございます")
    assert town.said == [FollowStarted(), SAFE, AT_HOME]


async def test_a_restart_of_the_server_loses_and_doubles_nothing(town: Town, chat: ChatPage) -> None:
    await chat.tap("無事です")
    await chat.sees("いま、どこにいますか")
    before = await chat.words()
    await town.stop()
    await expect(chat.page.locator("#notice")).to_have_text(WORDS["offline"])
    await chat.write("家にいます")
    await chat.write("水がありません")
    await expect(chat.page.locator(".entry.own .state").last).to_have_text(WORDS["waiting"])
    await town.say("news", Say(words("給水車が来ます。")))
    await town.start()
    await chat.sees("「水がありません」ですね。")
    await expect(chat.page.locator("#notice")).to_have_text(WORDS["online"])
    after = ["給水車が来ます。", "家にいます", "「家にいます」ですね。", "水がありません", "「水がありません」ですね。"]
    assert sorted(await chat.words()) == sorted(before + after)
    await chat.page.reload()
    await chat.sees("「水がありません」ですね。")
    assert sorted(await chat.words()) == sorted(before + after)
    assert town.said[-2:] == [TextSaid("家にいます"), TextSaid("水がありません")]


async def test_what_was_written_without_a_connection_is_sent_when_there_is_one(
    town: Town, chat: ChatPage, context: BrowserContext
) -> None:
    await context.set_offline(True)
    await expect(chat.page.locator("#notice")).to_have_text(WORDS["offline"])
    await chat.tap("無事です")
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["waiting"])
    assert town.said == [FollowStarted()]
    await context.set_offline(False)
    await chat.sees("いま、どこにいますか")
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["arrived"])
    assert town.said == [FollowStarted(), SAFE]


async def test_what_was_not_sent_outlives_the_page(town: Town, chat: ChatPage, context: BrowserContext) -> None:
    town.inbox.down = True
    await chat.write("助けを呼んで")
    await chat.page.close()
    town.inbox.down = False
    again = ChatPage(await context.new_page(), town.address)
    await again.open()
    await again.sees("「助けを呼んで」ですね。")
    await expect(again.said).to_have_text(["助けを呼んで"])
    assert town.said == [FollowStarted(), TextSaid("助けを呼んで")]


@pytest.mark.parametrize("state", ["down", "forgetful"])
async def test_a_message_that_the_server_could_not_keep_is_tried_again(town: Town, chat: ChatPage, state: str) -> None:
    setattr(town.inbox, state, True)
    await chat.write("無事だよ")
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["waiting"])
    town.inbox.down = False
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["arrived"], timeout=10_000)
    await expect(chat.said).to_have_text(["無事だよ"])
    assert town.said == [FollowStarted(), TextSaid("無事だよ")]


async def test_what_is_too_long_is_said_and_the_question_stays_open(town: Town, chat: ChatPage) -> None:
    await chat.page.get_by_role("textbox").evaluate("(field) => field.removeAttribute('maxlength')")
    await chat.write("あ" * 5_001)
    await expect(chat.page.locator(".entry.own .state")).to_have_text(WORDS["too_long"])
    await chat.tap("無事です")
    await chat.sees("いま、どこにいますか")
    assert town.said == [FollowStarted(), SAFE]


async def test_two_tabs_show_the_same_conversation(town: Town, chat: ChatPage, context: BrowserContext) -> None:
    other = ChatPage(await context.new_page(), town.address)
    await other.open()
    await other.sees("ご無事ですか?")
    await chat.write("こんにちは")
    await other.sees("「こんにちは」ですね。")
    await chat.sees("「こんにちは」ですね。")
    assert await other.words() == await chat.words()
    assert town.said == [FollowStarted(), TextSaid("こんにちは")]


async def test_a_window_too_many_sends_the_first_away_until_somebody_wants_it_again(
    town: Town, chat: ChatPage, context: BrowserContext
) -> None:
    for _ in range(6):
        other = ChatPage(await context.new_page(), town.address)
        await other.open()
        await other.sees("ご無事ですか?")
    notice = chat.page.locator("#notice")
    await expect(notice).to_contain_text(WORDS["elsewhere"])
    await chat.write("まだここです")
    await notice.get_by_role("button", name=WORDS["continue_here"]).click()
    await chat.sees("「まだここです」ですね。")
    await expect(notice).not_to_contain_text(WORDS["elsewhere"])
    assert town.said == [FollowStarted(), TextSaid("まだここです")]


async def test_lost_wake_ups_are_found_within_a_moment(town: Town, chat: ChatPage) -> None:
    town.wakeups.deaf = True
    await chat.tap("無事です")
    await chat.sees("いま、どこにいますか")


async def test_a_card_that_was_answered_can_be_answered_again(town: Town, chat: ChatPage) -> None:
    await chat.tap("無事です")
    await chat.sees("いま、どこにいますか")
    await chat.page.get_by_text(WORDS["again"]).click()
    await chat.log.get_by_role("button", name="避難しました").click()
    await expect(chat.said).to_have_text(["無事です", "避難しました"])


async def test_a_call_for_help_offers_the_telephone_first_and_then_the_place(town: Town, chat: ChatPage) -> None:
    """Once, though the card and the question of the place both bring it."""
    await chat.write("助けて")
    await expect(chat.answers.locator(".button")).to_have_text(["119に電話する", WORDS["place_send"], "あとで"])
    await expect(chat.answers.get_by_role("link", name="119に電話する")).to_have_attribute("href", "tel:119")


async def test_on_a_small_phone_the_newest_question_is_what_one_sees(town: Town, chat: ChatPage) -> None:
    """Above the buttons, with 119 in reach, also where it came in one go with a card that fills the window."""
    await chat.page.set_viewport_size(ViewportSize(width=360, height=740))
    await chat.write("はじめて")
    await expect(chat.log.get_by_text("ご無事ですか?", exact=True).last).to_be_in_viewport(ratio=1)
    await expect(chat.log.get_by_text("門田地区で、震度6弱の地震がありました。").last).to_be_in_viewport(ratio=1)
    await chat.write("助けて")
    await expect(chat.log.get_by_text("いまいる場所を教えてください。")).to_be_in_viewport(ratio=1)
    await expect(chat.page.get_by_role("banner").get_by_role("link", name=WORDS["emergency_call"])).to_be_in_viewport()
    assert await chat.overflow() == 0


async def test_short_answers_stand_two_in_a_row_on_a_phone(chat: ChatPage) -> None:
    await chat.page.set_viewport_size(ViewportSize(width=360, height=740))
    boxes = [await each.bounding_box() for each in await chat.answers.get_by_role("button").all()]
    rows = [round(each["y"]) for each in boxes if each is not None]
    assert [rows.count(each) for each in dict.fromkeys(rows)] == [2, 2, 1]
    assert min(each["height"] for each in boxes if each is not None) >= 48


async def test_the_place_is_sent_with_permission(town: Town, chat: ChatPage, context: BrowserContext) -> None:
    await context.grant_permissions(["geolocation"])
    await context.set_geolocation({"latitude": 37.4947, "longitude": 139.9297})
    await chat.page.get_by_role("button", name=WORDS["place_send"]).click()
    await chat.sees("場所を受け取りました(37.4947, 139.9297)。")
    await expect(chat.said).to_have_text([WORDS["place_sent"]])
    assert town.said[-1] == LocationShared(37.4947, 139.9297)


async def test_a_refused_place_says_what_to_do_instead(town: Town, chat: ChatPage) -> None:
    await chat.page.get_by_role("button", name=WORDS["place_send"]).click()
    await expect(chat.page.locator("#hint")).to_have_text(WORDS["place_refused"])
    await expect(chat.page.get_by_role("textbox")).to_be_focused()
    assert town.said == [FollowStarted()]


async def test_the_page_follows_the_chosen_language_and_remembers_it(town: Town, chat: ChatPage) -> None:
    await chat.page.get_by_role("button", name="Language").click()
    await chat.page.get_by_role("button", name="English").click()
    await chat.sees("Where are you now?")
    await expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    await expect(chat.page.get_by_role("textbox", name=ENGLISH["write"])).to_be_visible()
    await expect(chat.log.locator(".entry.theirs").last).to_have_attribute("lang", "en")
    await expect(chat.log.locator(".entry.theirs").first).to_have_attribute("lang", "ja")
    assert town.said[-1] == ButtonTapped(ChooseLanguage(Language.ENGLISH))
    await chat.page.reload()
    await expect(chat.page.get_by_role("button", name=ENGLISH["send"], exact=True)).to_be_visible()


async def test_a_drill_cannot_be_mistaken_and_ends_with_its_last_message(town: Town, chat: ChatPage) -> None:
    band = chat.page.get_by_text(WORDS["drill_band"])
    await expect(band).to_be_hidden()
    await chat.write("訓練")
    await expect(band).to_be_visible()
    await expect(chat.log.locator(".entry.theirs").last).to_contain_text("【訓練】")
    await town.say("real", Say(words("本当のお知らせです。")))
    await chat.sees("本当のお知らせです。")
    await expect(band).to_be_hidden()
    await expect(chat.log.locator(".entry.theirs").last).not_to_contain_text("【訓練】")


@pytest.mark.parametrize("language", QUESTIONS)
async def test_axe_finds_nothing_in_any_state(town: Town, chat: ChatPage, language: str) -> None:
    await chat.page.get_by_role("button", name="Language").click()
    assert await chat.violations() == []
    await chat.page.get_by_role("button", name=language).click()
    await chat.sees(QUESTIONS[language])
    assert await chat.violations() == []
    for said in ("まとめ", "助けて", "訓練"):
        await chat.write(said)
        await expect(chat.answers.locator(".button").first).to_be_visible()
        assert await chat.violations() == []
    await town.stop()
    await expect(chat.page.locator("#notice p")).to_be_visible()
    await chat.write("まだ")
    assert await chat.violations() == []
    await town.start()


@pytest.mark.parametrize(
    ("size", "letters", "scheme"),
    [
        pytest.param((390, 844), 32, "light", id="200 % text on a phone"),
        pytest.param((390, 844), 16, "dark", id="phone in the dark"),
        pytest.param((320, 568), 16, "light", id="320 pixels wide"),
        pytest.param((320, 256), 16, "dark", id="400 % zoom"),
        pytest.param((1280, 800), 16, "light", id="desk"),
        pytest.param((1280, 800), 32, "dark", id="200 % text on a desk"),
    ],
)
async def test_nothing_sticks_out_and_everything_can_be_reached(
    town: Town, chromium_path: str, tmp_path: Path, size: tuple[int, int], letters: int, scheme: str
) -> None:
    async with browser(chromium_path, tmp_path / "profile", size=size, letters=letters, color_scheme=scheme) as context:
        chat = ChatPage(context.pages[0], town.address)
        await chat.open()
        await chat.sees("ご無事ですか?")
        expected = f"{letters * 1.25:g}px"
        await expect(chat.page.locator("body")).to_have_css("font-size", expected)
        await chat.tap("無事です")
        for said in ("まとめ", "助けて", "訓練"):
            await chat.write(said)
            await expect(chat.answers.locator(".button").first).to_be_visible()
            assert await chat.overflow() == 0
            await expect(chat.log.locator(".entry.theirs").last).to_be_in_viewport()
        assert await chat.violations() == []
        await chat.page.get_by_role("button", name="Language").click()
        await expect(chat.page.get_by_role("button", name="English")).to_be_in_viewport()
        assert await chat.overflow() == 0
        await chat.page.get_by_role("button", name="Language").press("Enter")
        await chat.tap("無事です")
        await chat.write("おわり")
        await chat.sees("「おわり」ですね。")
        assert chat.complaints == []


async def test_a_reader_further_up_is_not_pulled_down_and_finds_the_way(town: Town, chat: ChatPage) -> None:
    for number in range(12):
        await town.say(f"m{number}", Say(words(f"お知らせ {number}")))
    await chat.sees("お知らせ 11")
    await chat.page.locator("#scroller").evaluate("(log) => log.scrollTo(0, 0)")
    await expect(chat.page.get_by_text(WORDS["emergency"])).to_be_in_viewport()
    await town.say("last", Say(words("最後のお知らせ")))
    await chat.page.get_by_role("button", name=WORDS["newest"]).click()
    await expect(chat.page.get_by_text("最後のお知らせ")).to_be_in_viewport()


async def test_without_scripts_the_page_says_whom_to_call(town: Town, chromium_path: str, tmp_path: Path) -> None:
    async with browser(chromium_path, tmp_path / "profile", java_script_enabled=False) as context:
        page = context.pages[0]
        await page.goto(f"{town.address}/chat")
        await expect(page.get_by_role("link", name=WORDS["call_city"])).to_have_attribute("href", "tel:0242391111")


async def test_a_page_that_begins_anew_keeps_what_is_on_its_way_and_nothing_that_has_arrived(chat: ChatPage) -> None:
    """On a tablet for several people the last words of one, with a name in them, are not the next one's to read."""
    left = await chat.page.evaluate(
        """async () => {
          const { Conversation } = await import("/chat/static/conversation.js");
          const labels = { element: (tag) => document.createElement(tag), say: (name) => name, choose() {} };
          const answers = { clear() {}, restore() {}, current() {}, keep() {} };
          const conversation = new Conversation(labels, answers, { added() {} });
          conversation.put({ id: "1", kind: "tap", label: "Goro ends it" });
          conversation.put({ id: "2", kind: "text", text: "on its way" });
          conversation.accepted("1");
          conversation.clear();
          return document.getElementById("log").textContent;
        }"""
    )
    assert "on its way" in left
    assert "Goro" not in left
