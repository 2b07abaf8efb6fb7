"""Staff sign in at the city OS by name: who gets in, who does not, and what a stolen or stale answer is worth."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from admin.city_os_door import CALLBACK, LOGOUT, CityOsDoor
from admin.gate import COOKIE
from admin.pages.sign_in_page import BEGIN, SignInPage
from admin.parts import Opened, Stores
from admin.rechecking import Rechecking
from admin.sessions import Session, Sessions
from bot.bootstrap.proposals import Proposals
from bot.bootstrap.sign_in import CityOsSignIn
from bot.core.people import Office
from bot.storage import tables
from bot.storage.alerts import ProposalStore
from bot.storage.database import Database
from bot.storage.wakeups import InProcessWakeups
from handlers.web_pages.ports import Identity
from integrations.city_os.identity import CityOsIdentity, ClientSecret, SeenInMemory, load_preset
from integrations.sandbox.city_os_identity import SandboxClient, TownPerson, create_identity_provider
from integrations.sandbox.city_os_identity.provider import IdentityProvider
from integrations.sandbox.city_os_identity.tokens import logout_token
from integrations.sandbox.city_os_identity.visit import choose, chosen_address
from integrations.sandbox.serve import serving
from tests.integration.console_town import CITY, HANA, SATO, YUKI, RealClock, Town, mailroom_with
from tests.servers.tables import migrated

ADDRESS = "http://console.example.jp"
CLOCK = RealClock()
ENTERED, REFUSED, DOWN = 200, 403, 503
NOT_BELIEVED = 400


@dataclass
class Desk:
    """`city_os` speaks to the provider; `browser` to the console."""

    town: Town
    sessions: Sessions
    opened: Opened
    browser: httpx.AsyncClient
    city_os: httpx.AsyncClient
    provider: IdentityProvider
    issuer: str

    async def comes_back_as(self, subject: str | None) -> httpx.Response:
        return await self.browser.get(await self.on_the_way(subject))

    async def on_the_way(self, subject: str | None) -> str:
        """The path and query that the browser is sent back with."""
        begun = await self.browser.get(BEGIN)
        assert begun.status_code == 303, begun.text
        address = urlsplit(await chosen_address(self.city_os, begun.headers["location"], subject))
        assert f"{address.scheme}://{address.netloc}" == ADDRESS
        return f"{address.path}?{address.query}"

    async def hears_of_a_sign_out(self) -> httpx.Response:
        """The city OS tells the console that the one who has signed in there is out."""
        (grant,) = self.provider.sign_ins.sessions.values()
        return await self.browser.post(LOGOUT, data={"logout_token": logout_token(self.provider, self.issuer, grant)})

    @property
    def session(self) -> Session | None:
        return self.sessions.find(self.browser.cookies.get(COOKIE), CLOCK.now())


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    address = f"sqlite:///{tmp_path / 'anpi.db'}"
    migrated(address)
    town = Town(Database(address), CLOCK.now())
    await town.fill()
    await _hold_offices(town)
    people = [TownPerson(each, "町", "人") for each in ("city-sato", "city-hana", "city-nobody")]
    client = SandboxClient("anpi", "secret", redirect_uris=(ADDRESS + CALLBACK,))
    provider = create_identity_provider(people, [client])
    async with serving(provider) as issuer, httpx.AsyncClient() as http:
        plain = load_preset("generic").configured(issuer, "anpi", ClientSecret("secret"))
        config = replace(plain, backchannel_logout=True)
        identity = CityOsSignIn(CityOsIdentity(config, http, CLOCK), config, SeenInMemory(CLOCK))
        opened, sessions = Opened(_stores(town.database, identity)), Sessions()
        door = CityOsDoor(ADDRESS, SignInPage("会津若松市 安否ボード", by_name=True), sessions, CLOCK, opened)
        transport = httpx.ASGITransport(app=Starlette(routes=door.routes()))
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as browser:
            yield Desk(town, sessions, opened, browser, http, provider.state.identity, issuer)
    await town.database.close()


def _stores(database: Database, identity: Identity) -> Stores:
    wakeups = InProcessWakeups()
    return Stores(database, wakeups, Proposals(ProposalStore(database), CITY, wakeups), mailroom_with(), identity)


async def _hold_offices(town: Town) -> None:
    """Sato is of the city's staff; Hana has the city's own ID and works at a shelter; nobody knows the third."""
    async with town.database.writing() as connection:
        for person in (SATO, HANA):
            of = tables.people.update().where(tables.people.c.id == person)
            await connection.execute(of.values(subject=f"city-{person}"))
    offices = ((SATO, Office.CITY_STAFF), (HANA, Office.SHELTER_STAFF))
    await town.add(tables.roles, *({"person_id": person, "role": office.value} for person, office in offices))


async def test_a_member_of_the_staff_enters_by_name_and_with_the_office_of_the_register(desk: Desk) -> None:
    answer = await desk.comes_back_as("city-sato")
    assert answer.status_code == ENTERED
    assert "佐藤 一さん" in answer.text
    assert 'http-equiv="refresh"' in answer.text
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert desk.session is not None
    assert desk.session.staff is not None
    assert (desk.session.staff.person, desk.session.staff.offices) == (SATO, frozenset({Office.CITY_STAFF}))
    assert desk.session.staff.may_decide


@pytest.mark.parametrize(
    ("subject", "words"), [("city-hana", "市の職員の画面です"), ("city-nobody", "結びついていません")]
)
async def test_whoever_is_no_member_of_the_staff_is_told_so_and_stays_out(desk: Desk, subject: str, words: str) -> None:
    answer = await desk.comes_back_as(subject)
    assert (answer.status_code, words in answer.text) == (REFUSED, True)
    assert desk.browser.cookies.get(COOKIE) is None


async def test_an_id_that_the_register_gives_to_two_people_lets_nobody_in(desk: Desk) -> None:
    async with desk.town.database.writing() as connection:
        twins = tables.people.update().where(tables.people.c.id == YUKI).values(subject="city-sato")
        await connection.execute(twins)
    assert (await desk.comes_back_as("city-sato")).status_code == REFUSED


async def test_whoever_turns_back_is_shown_the_ways_in_again(desk: Desk) -> None:
    answer = await desk.comes_back_as(None)
    assert "取りやめました" in answer.text
    assert "コードでサインイン" in answer.text
    assert desk.session is None


async def test_an_answer_serves_once(desk: Desk) -> None:
    path = await desk.on_the_way("city-sato")
    cookies = dict(desk.browser.cookies)
    assert (await desk.browser.get(path)).status_code == ENTERED
    desk.browser.cookies.clear()
    desk.browser.cookies.update(cookies)
    assert "もう一度" in (await desk.browser.get(path)).text
    assert desk.session is None


async def test_an_answer_in_another_browser_is_worth_nothing(desk: Desk) -> None:
    """Whoever sends staff a link of their own sign-in signs nobody in as somebody else."""
    path = await desk.on_the_way("city-sato")
    desk.browser.cookies.clear()
    assert "もう一度" in (await desk.browser.get(path)).text
    assert desk.session is None


async def test_the_state_cookie_is_for_this_site_alone_and_short(desk: Desk) -> None:
    cookie = (await desk.browser.get(BEGIN)).headers["set-cookie"]
    assert all(word in cookie for word in ("anpi_console_sign_in=", "HttpOnly", "SameSite=lax", "Max-Age=600"))


async def test_a_new_sign_in_ends_the_session_before_it(desk: Desk) -> None:
    before = desk.sessions.begin(CLOCK.now())
    desk.browser.cookies.set(COOKIE, before, domain="console.example.jp")
    assert (await desk.comes_back_as("city-sato")).status_code == ENTERED
    assert desk.sessions.find(before, CLOCK.now()) is None


async def test_a_city_os_that_is_down_is_said_and_the_code_is_offered(desk: Desk) -> None:
    desk.opened.stores = None
    answer = await desk.browser.get(BEGIN)
    assert answer.status_code == DOWN
    assert "都市OSにつながりません" in answer.text
    assert "サインインのコード" in answer.text


async def test_whoever_has_lost_the_office_is_signed_out(desk: Desk) -> None:
    await desk.comes_back_as("city-sato")
    session = desk.session
    assert session is not None
    rechecking = Rechecking(desk.town.database, desk.sessions, CLOCK)
    await rechecking.look([session])
    assert session.lives(CLOCK.now())
    async with desk.town.database.writing() as connection:
        await connection.execute(tables.roles.delete().where(tables.roles.c.person_id == SATO))
    await rechecking.look([session])
    assert not session.lives(CLOCK.now())
    assert session.staff is None


async def test_a_session_by_code_is_nobodys_and_stays(desk: Desk) -> None:
    token = desk.sessions.begin(CLOCK.now())
    session = desk.sessions.find(token, CLOCK.now())
    assert session is not None
    await Rechecking(desk.town.database, desk.sessions, CLOCK).look([session])
    assert desk.sessions.find(token, CLOCK.now() + timedelta(hours=1)) is not None


async def test_an_unregistered_address_gets_no_answer_from_the_city_os(desk: Desk) -> None:
    """The console's own address stands among those that the sandbox's client may be sent back to, and no other."""
    begun = await desk.browser.get(BEGIN)
    moved = begun.headers["location"].replace("console.example.jp", "evil.example.jp")
    with pytest.raises(Exception, match="no choice"):
        await choose(desk.city_os, moved, "city-sato")


async def test_whoever_signs_out_at_the_city_os_is_out_here_and_others_stay(desk: Desk) -> None:
    by_code = desk.sessions.begin(CLOCK.now())
    await desk.comes_back_as("city-sato")
    session = desk.session
    assert session is not None
    assert (await desk.hears_of_a_sign_out()).status_code == ENTERED
    assert not session.lives(CLOCK.now())
    assert session.staff is None
    assert desk.sessions.find(by_code, CLOCK.now()) is not None


async def test_a_sign_out_that_nobody_signed_ends_nothing(desk: Desk) -> None:
    await desk.comes_back_as("city-sato")
    for made_up in ({}, {"logout_token": "city-sato"}, {"logout_token": "x" * 20_000}):
        assert (await desk.browser.post(LOGOUT, data=made_up)).status_code == NOT_BELIEVED
    assert desk.session is not None
