"""A resident signs in with the city's own ID from LINE, the official way: every step over real HTTP (line.md 5.1)."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx

from integrations.sandbox.city_os_identity import TownPerson
from integrations.sandbox.city_os_identity.visit import chosen_address
from tests.e2e.check_in import town
from tests.e2e.check_in.city import City, running_city, sqlite_in
from tests.e2e.check_in.phone import Heard

GORO = TownPerson("city-goro", "栗城", "吾郎")
UNKNOWN = TownPerson("city-nobody", "旅野", "人")
_HIDDEN = re.compile(r'name="(linkToken|nonce)" value="([^"]*)"')


async def test_link_token_our_page_city_os_nonce_and_back(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path), signing_in=(GORO, UNKNOWN)) as city:
        await _the_register_knows_his_id(city, tmp_path)
        phone = city.phone(town.STRANGER)
        await _nobody_is_found_for_an_unknown_id(city)
        since = len(city.world.journal.sends)
        dialog = await _signed_in(await phone.says("つなぐ"), GORO.subject)
        assert dialog.startswith(str(city.environ["ANPI_LINE_API_BASE"]))
        assert "栗城" not in dialog
        await _confirmed(dialog)
        linked = await phone.is_told_since(since, "栗城 吾郎さんとつながりました")
        assert "つながりをやめる" in linked
        await phone.taps("提供します")
        assert "ご家族" in (await phone.says("同意を確認")).words
        await phone.says("つながりをやめる")
        await phone.says("はい")
        assert "栗城" not in (await phone.says("同意を確認")).words
        assert "受け取りました" in (await phone.says("無事です")).words


async def _the_register_knows_his_id(city: City, folder: Path) -> None:
    (folder / "subjects").mkdir()
    lines = "person_id,name,district,subject\nP-goro,栗城 吾郎,south,city-goro\n"
    (folder / "subjects" / "people.csv").write_text(lines)
    await city.anpi("city", "load", str(folder / "subjects"))


async def _nobody_is_found_for_an_unknown_id(city: City) -> None:
    """A plain page, and nothing is linked by a name."""
    heard = await city.phone(town.STRANGER).says("つなぐ")
    async with httpx.AsyncClient() as browser:
        back = await _at_the_provider(browser, heard, UNKNOWN.subject)
        page = await browser.get(back)
    assert page.status_code < httpx.codes.INTERNAL_SERVER_ERROR
    assert "市" in page.text
    assert not page.is_redirect


async def _signed_in(heard: Heard, subject: str) -> str:
    """The address of LINE's dialog that our page sends the browser to."""
    async with httpx.AsyncClient() as browser:
        back = await _at_the_provider(browser, heard, subject)
        answer = await browser.get(back)
        assert answer.is_redirect, answer.text
        return answer.headers["location"]


async def _at_the_provider(browser: httpx.AsyncClient, heard: Heard, subject: str) -> str:
    page = re.search(r"http://\S+/sign-in\?linkToken=\S+", heard.words)
    assert page, heard.words
    shown = await browser.get(page[0])
    assert shown.is_success, shown.text
    begin = re.search(r'href="([^"]*sign-in/begin[^"]*)"', shown.text)
    assert begin, shown.text
    answer = await browser.get(urljoin(page[0], unescape(begin[1])))
    assert answer.is_redirect, answer.text
    return await chosen_address(browser, answer.headers["location"], subject)


async def _confirmed(dialog: str) -> None:
    async with httpx.AsyncClient() as browser:
        page = await browser.get(dialog)
        form = {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}
        done = await browser.post(urljoin(dialog, "accountLink"), data=form)
        assert done.is_success, done.text
