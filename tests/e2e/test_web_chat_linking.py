"""A code in the web chat gives the browser a new cookie, and a page that is no longer theirs is emptied at once.

Somebody holds a copy of the cookie from before, as after a session fixation, and watches.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.e2e.check_in.city import City, running_city, sqlite_in
from tests.e2e.web_chat_page import ChatPage

pytestmark = pytest.mark.asyncio(loop_scope="module")

GORO = "栗城 吾郎"
YES = "はい、つなぎます"
WITHIN = 60_000
"""Milliseconds: several processes share the machine."""


class Tab(ChatPage):
    async def sees(self, words: str) -> None:
        await expect(self.log).to_contain_text(words, timeout=WITHIN)

    async def sees_no_more(self, words: str) -> None:
        await expect(self.log).not_to_contain_text(words, timeout=WITHIN)


async def test_on_one_machine(chromium: Browser, tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        await _it_goes_as_it_should(city, chromium, tmp_path)


async def test_on_postgresql_with_redis(chromium: Browser, postgres_url: str, redis_url: str, tmp_path: Path) -> None:
    async with running_city(tmp_path, postgres_url, redis_url, "worker") as city:
        await _it_goes_as_it_should(city, chromium, tmp_path)


async def _it_goes_as_it_should(city: City, chromium: Browser, folder: Path) -> None:
    (folder / "offices").mkdir()
    (folder / "offices" / "roles.csv").write_text("person_id,role,district\nP-isamu,city_staff,\n")
    await city.anpi("city", "load", str(folder / "offices"))
    async with _page(city, chromium) as (hers, chat), _page(city, chromium) as (his, watching):
        await chat.open()
        await chat.write("こんにちは")
        await expect(chat.said).to_have_text(["こんにちは"])
        await his.add_cookies([{"name": "anpi_chat", "value": await _token(hers), "url": city.address}])
        await watching.open()
        await watching.sees("こんにちは")
        await _only_who_typed_the_code_is_linked(city, chat, watching)
        await _the_copy_of_the_cookie_is_void(hers, his, chat, watching)
        await _staff_end_it_while_the_page_is_open(city, chat)
        await _she_ends_it_herself(city, chat)


@asynccontextmanager
async def _page(city: City, chromium: Browser) -> AsyncIterator[tuple[BrowserContext, Tab]]:
    context = await chromium.new_context(locale="ja-JP")
    chat = Tab(await context.new_page(), city.address)
    yield context, chat
    await context.close()
    assert chat.complaints == []


async def _token(context: BrowserContext) -> str:
    """It comes with the server's answer; what was typed stands on the page before that."""
    async with asyncio.timeout(WITHIN / 1000):
        while True:
            for each in await context.cookies():
                if each["name"] == "anpi_chat":
                    return each["value"]
            await asyncio.sleep(0.05)


async def _code(city: City) -> str:
    found = re.search(r"\b(\d{4}) ?(\d{4})\b", await city.anpi("people", "code", "P-goro"))
    assert found
    return f"{found[1]} {found[2]}"


async def _only_who_typed_the_code_is_linked(city: City, chat: Tab, watching: Tab) -> None:
    code = await _code(city)
    await chat.write(code)
    await chat.sees(f"{GORO}さんですね")
    await watching.sees(f"{GORO}さんですね")
    await watching.sees_no_more(code)
    await watching.tap(YES)
    await watching.sees("もう一度、コードの数字8つを書いてください")
    await chat.write("はい")
    await chat.sees(f"{GORO}さんとつながりました")


async def _the_copy_of_the_cookie_is_void(hers: BrowserContext, his: BrowserContext, chat: Tab, watching: Tab) -> None:
    await watching.sees_no_more("栗城")
    await watching.sees_no_more("こんにちは")
    assert await _token(his) != await _token(hers)
    await chat.sees("こんにちは")
    await chat.write("同意を確認")
    await chat.sees("同意を確認")
    await chat.page.reload()
    await chat.sees(f"{GORO}さんとつながりました")
    await watching.page.reload()
    await watching.sees_no_more("栗城")


async def _staff_end_it_while_the_page_is_open(city: City, chat: Tab) -> None:
    listed = await city.anpi("people", "untie", "P-goro", "--by", "P-isamu", "--yes")
    assert "1. web chat, linked by a one-time code, since" in listed
    await chat.sees("つながりがおわりました")
    await chat.sees_no_more("栗城")
    assert "栗城" not in "".join(await chat.words())


async def _she_ends_it_herself(city: City, chat: Tab) -> None:
    await chat.write(await _code(city))
    await chat.tap(YES)
    await chat.sees(f"{GORO}さんとつながりました")
    await chat.write("つながりをやめる")
    await chat.tap(f"{GORO}さんをやめる")
    await chat.sees("つながりをやめました")
    await chat.sees_no_more("栗城")
    assert "no faults" in await city.anpi("ledger", "verify")
