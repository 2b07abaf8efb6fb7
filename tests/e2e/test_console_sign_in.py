"""Staff enter the console by name: one button, one tap at the city OS, back on the board; or they are told why not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from admin.sessions import Sessions
from bot.storage import tables
from tests.e2e.console_by_name import console_by_name, sign_in_as
from tests.e2e.console_desk import BoardTab, RunningConsole
from tests.integration.console_town import HANA, SATO

pytestmark = pytest.mark.asyncio(loop_scope="module")

IN_SECONDS = 8_000
"""Milliseconds: two reads of two seconds each, and the way."""


@pytest_asyncio.fixture(loop_scope="module")
async def console(tmp_path: Path) -> AsyncIterator[RunningConsole]:
    async with console_by_name(tmp_path) as console:
        yield console


async def test_enters_by_name_and_the_ledger_names_who_looked(console: RunningConsole, tab: BoardTab) -> None:
    await console.town.raise_notice()
    await sign_in_as(tab.page, console, SATO)
    await expect(tab.page.locator(".signed-in")).to_have_text("佐藤 一さん")
    await expect(tab.to_go).to_have_count(1)
    assert tab.page.url == f"{console.address}/"
    rows = await console.town.rows(tables.ledger)
    assert [(row.person_id, row.other_id) for row in rows] == [(HANA, SATO)]


async def test_whoever_works_at_a_shelter_is_told_that_this_is_not_for_them(
    console: RunningConsole, tab: BoardTab
) -> None:
    await sign_in_as(tab.page, console, HANA)
    await expect(tab.page.get_by_role("heading", name="この画面には入れません")).to_be_visible()
    assert await tab.violations() == []
    await tab.page.get_by_role("link", name="つぎへ進む").click()
    await expect(tab.page.get_by_role("link", name="職員IDでサインイン")).to_be_visible()


async def test_the_code_is_the_way_in_while_the_city_os_is_down(console: RunningConsole, tab: BoardTab) -> None:
    await tab.page.goto(console.address)
    assert await tab.violations() == []
    await tab.sign_in()
    await expect(tab.page.locator(".signed-in")).to_have_text("コードでサインイン中")


async def test_an_open_page_is_left_and_no_other_opens_once_the_office_is_gone(
    console: RunningConsole, tab: BoardTab
) -> None:
    await console.town.raise_notice()
    await sign_in_as(tab.page, console, SATO)
    await expect(tab.to_go).to_have_count(1)
    async with console.town.database.writing() as connection:
        await connection.execute(tables.roles.delete().where(tables.roles.c.person_id == SATO))
    await expect(tab.page.get_by_role("link", name="職員IDでサインイン")).to_be_visible(timeout=IN_SECONDS)
    await console.town.add(tables.roles, {"person_id": SATO, "role": "city_staff"})
    await sign_in_as(tab.page, console, SATO)
    await expect(tab.to_go).to_have_count(1)
    tab.complaints.clear()  # the page said that it was shut out


async def test_a_page_asked_for_right_after_the_office_is_gone_shows_nobody(
    console: RunningConsole, tab: BoardTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sessions, "living", lambda *_: [])
    await sign_in_as(tab.page, console, SATO)
    await expect(tab.page.locator(".signed-in")).to_have_text("佐藤 一さん")
    async with console.town.database.writing() as connection:
        await connection.execute(tables.roles.delete().where(tables.roles.c.person_id == SATO))
    await tab.page.goto(f"{console.address}/people")
    assert tab.page.url == f"{console.address}/sign-in"
