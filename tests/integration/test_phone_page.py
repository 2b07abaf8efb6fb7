"""The phones on the page, in a real Chromium: tap, be told, write, and find nothing that shuts anybody out."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import FastAPI, Request
from playwright.async_api import Locator, Page, async_playwright, expect

from integrations.sandbox.line_platform import DemoAction, PhonePage, World, create_line_platform
from integrations.sandbox.serve import serving
from tests.servers import browser

HARU = "U" + "a" * 32
MISAKI = "U" + "b" * 32
SAFE = {"type": "postback", "label": "無事です", "data": "safe", "displayText": "無事です"}
CALL = {"type": "uri", "label": "119に電話", "uri": "tel:119"}
MEAN = "<img src=x onerror=document.title='hurt'>"


def check_in() -> dict[str, Any]:
    buttons = [{"type": "button", "style": "secondary", "scaling": True, "action": action} for action in (SAFE, CALL)]
    words = {"type": "text", "text": "ご無事ですか", "wrap": True, "size": "xl", "scaling": True}
    body = {"type": "box", "layout": "vertical", "contents": [words]}
    footer = {"type": "box", "layout": "vertical", "contents": buttons}
    bubble = {"type": "bubble", "size": "giga", "body": body, "footer": footer}
    return {"type": "flex", "altText": "【訓練】安否確認", "contents": bubble}


class Bot:
    """Answers a tap with a question, and tells the daughter."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.app = FastAPI()
        self.app.add_api_route("/hook", self.hear, methods=["POST"])
        self.drills = 0
        self.app.add_api_route("/drill", self.drill, methods=["POST"])
        self.base = ""

    async def drill(self) -> None:
        self.drills += 1
        await self.send("multicast", {"to": [HARU, MISAKI], "messages": [check_in()]})

    async def hear(self, request: Request) -> None:
        for event in json.loads(await request.body())["events"]:
            if event["type"] == "postback":
                chip = {"type": "action", "action": {"type": "message", "label": "自宅", "text": "自宅にいます"}}
                asked = {"type": "text", "text": "いまどこですか", "quickReply": {"items": [chip]}}
                await self.send("reply", {"replyToken": event["replyToken"], "messages": [asked]})
                told = [{"type": "text", "text": f"お母さまは無事です {MEAN}"}]
                await self.send("push", {"to": MISAKI, "messages": told})

    async def send(self, how: str, body: dict[str, Any]) -> None:
        headers = {"authorization": f"Bearer {self.world.channel.access_token}"}
        async with httpx.AsyncClient(base_url=self.base, trust_env=False) as client:
            answer = await client.post(f"/v2/bot/message/{how}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text


@pytest.fixture
async def base() -> AsyncIterator[str]:
    world = World()
    world.add_user("佐藤ハル", HARU, role="住民・82歳")
    world.add_user("佐藤美咲", MISAKI, role="娘・東京")
    bot = Bot(world)
    async with serving(bot.app) as hook:
        world.channel.webhook_url = f"{hook}/hook"
        actions = [
            DemoAction("訓練を始める", post=f"{hook}/drill", group="訓練", told="始めました。よく見てください。"),
            DemoAction("職員の画面", href="/", group="画面"),
        ]
        strip = PhonePage(actions=actions, note="時間を30倍で進めています。")
        async with serving(create_line_platform(world, page=strip)) as bot.base:
            yield bot.base


@pytest.fixture
async def page(base: str, chromium_path: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=Path(chromium_path), args=browser.ARGUMENTS)
        opened = await chromium.new_page(viewport={"width": 1440, "height": 900})
        await opened.goto(base)
        await expect(opened.get_by_text("つながっています")).to_be_visible()
        yield opened
        await chromium.close()


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"{name}の電話")


async def test_a_drill_is_answered_and_the_daughters_phone_lights_up(page: Page) -> None:
    await page.get_by_role("button", name="訓練を始める").click()
    haru, misaki = phone(page, "佐藤ハル"), phone(page, "佐藤美咲")
    await haru.get_by_role("button", name="無事です").click()
    await expect(haru.get_by_text("いまどこですか")).to_be_visible()
    await expect(misaki.get_by_role("log").get_by_text(MEAN)).to_be_visible()
    await expect(misaki.get_by_text("新着 2")).to_be_visible()
    assert "lit" in (await misaki.get_attribute("class") or "")
    assert await page.title() == "安否確認のためし電話"
    await haru.get_by_role("button", name="自宅").press("Enter")
    await expect(haru.get_by_role("log").get_by_text("自宅にいます")).to_be_visible()
    await expect(haru.get_by_role("button", name="自宅")).to_have_count(0)


async def test_buttons_stand_in_groups_and_say_above_the_phones_what_comes_of_them(page: Page) -> None:
    await expect(page.get_by_text("時間を30倍で進めています。")).to_be_visible()
    await page.get_by_role("group", name="訓練").get_by_role("button").click()
    notice = page.get_by_text("始めました。よく見てください。")
    await expect(notice).to_be_visible()
    await notice.evaluate("it => it.style.pointerEvents = 'auto'")
    on_top = (
        "it => { const b = it.getBoundingClientRect(); return document.elementFromPoint(b.x + 5, b.y + 5) === it; }"
    )
    assert await notice.evaluate(on_top), "the phones hide it"
    await expect(page.get_by_role("group", name="画面").get_by_role("link")).to_have_text("職員の画面")


async def test_letters_grow_numbers_open_and_places_are_sent(page: Page) -> None:
    await page.get_by_role("button", name="訓練を始める").click()
    haru = phone(page, "佐藤ハル")
    words = haru.get_by_text("ご無事ですか").first
    before = await words.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    await haru.get_by_label("文字").select_option("特大")
    assert await words.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") == pytest.approx(before * 1.4)
    await haru.get_by_role("button", name="119に電話").click()
    await expect(page.get_by_role("dialog")).to_contain_text("119")
    await page.keyboard.press("Escape")
    await haru.get_by_role("button", name="写真・スタンプ").click()
    await haru.get_by_role("button", name="場所", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="鶴ヶ城公園").click()
    await expect(haru.get_by_role("log").get_by_text("鶴ヶ城公園")).to_be_visible()


async def test_axe_finds_nothing_on_the_page(page: Page) -> None:
    # What is fading in or pulsing at that moment has no colour of its own yet.
    await page.emulate_media(reduced_motion="reduce")
    await page.get_by_role("button", name="訓練を始める").click()
    await expect(phone(page, "佐藤ハル").get_by_text("ご無事ですか").first).to_be_visible()
    found = (await Axe().run(page)).response["violations"]
    assert [violation["id"] for violation in found] == []
