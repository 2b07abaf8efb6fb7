"""From the chat to the city OS and back, over a real database; the city OS itself is a stand-in of a few lines."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from bot.core.errors import Unavailable
from bot.core.events import AccountLinked
from bot.core.ids import ConversationId
from bot.core.ports import FinishedTurn, Signal
from bot.core.records import AccountTied, TiedBy
from bot.core.requests import SignedInBy
from bot.core.turn import Outcome
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.insert import add_new
from bot.storage.linking.sign_ins import SqlSignIns
from bot.storage.rows.arrivals import arrival_of
from bot.storage.tables import accounts, identities, inbox, ledger, notices, people, sign_ins
from bot.storage.turn_store import SqlTurnStore
from bot.storage.web_accounts import SqlWebAccounts
from handlers.web_chat.account import AccountCookie
from handlers.web_chat.origin import Origins
from handlers.web_chat.parsing import WebChatParser
from handlers.web_pages.ports import Advice, Begun, Ended, NotSignedIn, SignInPorts, Who
from handlers.web_pages.router import create_sign_in_router
from tests.unit.handlers.web_chat.stage import CITY, StageWakeups, phrasebook

ISSUER, HERE = "https://id.example.jp", "http://127.0.0.1:8000"


class SetClock:
    def __init__(self) -> None:
        self.at = datetime(2026, 6, 1, 3, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class CityOs:
    """Signs everybody in as `who`, or does not."""

    def __init__(self) -> None:
        self.who = Who(ISSUER, "subject-1", "sid-1")
        self.fails: Exception | None = None
        self.ended_at = datetime(2026, 6, 1, 3, tzinfo=UTC)
        self.begun = 0

    async def begin(self, redirect_uri: str) -> Begun:
        self._fail()
        self.begun += 1
        return Begun(f"{ISSUER}/authorize?to={redirect_uri}", f"state-{self.begun}", {"verifier": f"v{self.begun}"})

    async def finish(self, query: Mapping[str, str], kept: Mapping[str, Any], redirect_uri: str) -> Who:
        self._fail()
        assert kept == {"verifier": query["state"].replace("state-", "v")}
        assert redirect_uri == f"{HERE}/sign-in/callback"
        return self.who

    @asynccontextmanager
    async def ended(self, logout_token: str) -> AsyncIterator[Ended]:
        self._fail()
        subject, _, session = logout_token.partition(" ")
        yield Ended(ISSUER, self.ended_at, subject or None, session or None)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails


class Town:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SetClock()
        self.city_os = CityOs()
        self.web_accounts = SqlWebAccounts(database, self.clock)
        self.sign_ins = SqlSignIns(database, self.clock)
        cookie = AccountCookie(self.web_accounts, Origins(HERE))
        self.wakeups = StageWakeups()
        self.console_is_down = False
        ports = SignInPorts(
            identity=self.city_os,
            sign_ins=self.sign_ins,
            inbox=SqlInbox(database),
            wakeups=self.wakeups,
            clock=self.clock,
            web_address=cookie.address,
            new_cookie=cookie.renew,
            pass_on=self._pass_on,
        )
        app = FastAPI()
        app.include_router(create_sign_in_router(ports, phrasebook=phrasebook(), city=CITY, public_url=HERE))
        self.app = app

    async def _pass_on(self, _: str) -> None:
        if self.console_is_down:
            raise Unavailable("console")

    def browser(self, token: str | None = None) -> httpx.AsyncClient:
        cookies = {"anpi_chat": token} if token else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=HERE, cookies=cookies)

    async def rows(self, table: Any) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))

    async def owners(self, conversation: ConversationId) -> list[str]:
        return [row.person_id for row in await self.rows(accounts) if f"{row.channel}:{row.address}" == conversation]

    async def take_turns(self) -> None:
        """What the worker does with the events of the pages."""
        store = SqlTurnStore(self.database)
        for row in await self.rows(inbox):
            arrival = arrival_of(row)
            event = WebChatParser().parse(arrival)
            assert isinstance(event.what, AccountLinked)
            person = await store.answer(SignedInBy(event.what.nonce, self.clock.at))
            if row.state != "pending" or person is None:
                continue
            known = (await store.load([arrival.conversation]))[arrival.conversation]
            records = (AccountTied(arrival.conversation, person.id, TiedBy.CITY_OS),)
            turn = FinishedTurn(arrival, event, Outcome(known.conversation, records=records), self.clock.at)
            assert await store.commit([turn]) == (True,)


@pytest.fixture
async def town(database: Database) -> Town:
    async with database.writing() as connection:
        rows = [
            {"id": "P1", "name": "会津 花子", "subject": "subject-1"},
            {"id": "P2", "name": "会津 恵", "subject": "subject-2"},
        ]
        await add_new(connection, people, rows)
    return Town(database)


async def to_city_os_and_back(browser: httpx.AsyncClient, query: str = "") -> httpx.Response:
    begun = await browser.get(f"/sign-in/begin{query}")
    assert begun.status_code == 303, begun.text
    assert begun.headers["location"].startswith(ISSUER)
    state = browser.cookies["anpi_sign_in"]
    return await browser.get(f"/sign-in/callback?state={state}&code=c")


def token_in(answer: httpx.Response) -> str:
    """The cookie that the browser holds from here on: a copy of the one from before opens nothing."""
    found = re.search(r"anpi_chat=([^;]+)", ", ".join(answer.headers.get_list("set-cookie")))
    assert found is not None
    return found[1]


async def test_from_line_and_back_to_line_with_a_nonce_that_says_who_it_was(town: Town) -> None:
    async with town.browser() as browser:
        page = await browser.get("/sign-in?linkToken=token-1")
        assert 'href="/sign-in/begin?linkToken=token-1"' in page.text
        back = await to_city_os_and_back(browser, "?linkToken=token-1")
    address = urlsplit(back.headers["location"])
    sent = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://access.line.me/dialog/bot/accountLink"
    assert sent["linkToken"] == ["token-1"]
    assert 43 <= len(sent["nonce"][0]) <= 255
    assert back.headers["referrer-policy"] == "no-referrer"
    person = await SqlTurnStore(town.database).answer(SignedInBy(sent["nonce"][0], town.clock.at))
    assert person is not None
    assert person.id == "P1"
    (identity,) = await town.rows(identities)
    assert (identity.issuer, identity.subject, identity.person_id, identity.session) == (
        ISSUER,
        "subject-1",
        "P1",
        "sid-1",
    )
    assert await town.rows(sign_ins) == []


async def test_the_web_chat_hears_of_it_as_an_event_that_is_kept_before_the_browser_goes_on(town: Town) -> None:
    token = await town.web_accounts.create()
    async with town.browser(token) as browser:
        back = await to_city_os_and_back(browser)
    assert (back.status_code, back.headers["location"]) == (303, "/chat")
    await town.take_turns()
    assert await town.web_accounts.open(token) is None
    new = ConversationId(f"web:{await town.web_accounts.open(token_in(back))}")
    assert new in await town.wakeups.wait({Signal.WEB_CHAT}, 0), "pages under the old cookie are closed at once"
    assert await town.owners(ConversationId(f"web:{await town.web_accounts.open(token_in(back))}")) == ["P1"]


async def test_another_person_at_the_same_browser_gets_a_chat_of_their_own(town: Town) -> None:
    token = await town.web_accounts.create()
    first = await town.web_accounts.open(token)
    token = await signed_in_again(town, token)
    token = await signed_in_again(town, token)
    assert await town.web_accounts.open(token) == first
    town.city_os.who = Who(ISSUER, "subject-2", "sid-2")
    second = await town.web_accounts.open(await signed_in_again(town, token))
    assert second != first
    assert await town.owners(ConversationId(f"web:{second}")) == ["P2"]
    assert await town.owners(ConversationId(f"web:{first}")) == []


async def signed_in_again(town: Town, token: str) -> str:
    async with town.browser(token) as browser:
        back = await to_city_os_and_back(browser)
    await town.take_turns()
    return token_in(back)


async def test_a_register_that_was_mended_ends_a_wrong_identity(town: Town) -> None:
    token = await signed_in_again(town, await town.web_accounts.create())
    async with town.database.writing() as connection:
        for person, subject in (("P2", None), ("P1", "subject-2"), ("P2", "subject-1")):
            await connection.execute(update(people).where(people.c.id == person).values(subject=subject))
    second = await signed_in_again(town, token)
    assert await town.owners(ConversationId(f"web:{await town.web_accounts.open(second)}")) == ["P2"]


async def test_a_state_answers_once_and_only_in_its_own_browser(town: Town) -> None:
    async with town.browser() as mine, town.browser() as theirs:
        await mine.get("/sign-in/begin?linkToken=token-1")
        state = mine.cookies["anpi_sign_in"]
        refused = await theirs.get(f"/sign-in/callback?state={state}&code=c")
        assert "もう一度お願いします" in refused.text
        assert (await mine.get(f"/sign-in/callback?state={state}&code=c")).status_code == 303
        mine.cookies.set("anpi_sign_in", state)
        assert "もう一度お願いします" in (await mine.get(f"/sign-in/callback?state={state}&code=c")).text


async def test_a_sign_in_that_took_too_long_begins_anew(town: Town) -> None:
    async with town.browser() as browser:
        await browser.get("/sign-in/begin?linkToken=token-1")
        town.clock.at += timedelta(minutes=10)
        state = browser.cookies["anpi_sign_in"]
        assert "もう一度お願いします" in (await browser.get(f"/sign-in/callback?state={state}&code=c")).text


async def test_somebody_whom_the_register_does_not_know_is_told_so_and_staff_once(town: Town) -> None:
    town.city_os.who = Who(ISSUER, "nobody here")
    async with town.browser() as browser:
        for _ in range(2):
            page = await to_city_os_and_back(browser, "?linkToken=token-1")
            assert "市の名簿で、見つかりませんでした" in page.text
    (notice,) = await town.rows(notices)
    assert (notice.kind, notice.about) == ("subject_unknown", None)
    assert await town.rows(identities) == []


@pytest.mark.parametrize(
    ("fails", "words", "status"),
    [
        (Unavailable("city_os_identity"), "いまは、ログインできません", 503),
        (NotSignedIn(Advice.CANCELLED, "denied_by_person"), "ログインをやめました", 200),
        (NotSignedIn(Advice.TRY_AGAIN, "expired"), "もう一度お願いします", 200),
        (NotSignedIn(Advice.NOT_POSSIBLE_NOW, "wrong_audience"), "いまは、ログインできません", 200),
    ],
)
async def test_what_went_wrong_is_said_plainly(town: Town, fails: Exception, words: str, status: int) -> None:
    async with town.browser() as browser:
        await browser.get("/sign-in/begin?linkToken=token-1")
        town.city_os.fails = fails
        state = browser.cookies["anpi_sign_in"]
        page = await browser.get(f"/sign-in/callback?state={state}&code=c")
        assert (page.status_code, words in page.text) == (status, True)
        assert (await browser.get("/sign-in/begin?linkToken=token-1")).status_code == status
    assert await town.rows(inbox) == []


async def test_a_browser_without_a_chat_is_sent_to_the_chat_first(town: Town) -> None:
    async with town.browser() as browser:
        for path in ("/sign-in", "/sign-in/begin", "/sign-in?linkToken=%3Cscript%3E"):
            page = await browser.get(path)
            assert 'href="/chat"' in page.text
            assert "script" not in page.text


class TestLogout:
    async def _signed_in(self, town: Town) -> tuple[str, ConversationId]:
        token = await town.web_accounts.create()
        token = await signed_in_again(town, token)
        return token, ConversationId(f"web:{await town.web_accounts.open(token)}")

    @pytest.mark.parametrize("words", ["subject-1", "subject-1 sid-1", " sid-1"])
    async def test_the_chats_of_a_sign_in_that_ended_begin_anew_and_are_nobodys(self, town: Town, words: str) -> None:
        token, conversation = await self._signed_in(town)
        async with town.browser() as provider:
            answer = await provider.post("/sign-in/logout", data={"logout_token": words})
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert await town.owners(conversation) == []
        assert await town.web_accounts.open(token) not in (None, conversation.removeprefix("web:"))
        assert conversation in await town.wakeups.wait({Signal.WEB_CHAT}, 0)
        row = (await town.rows(ledger))[-1]
        assert (row.kind, row.person_id, row.other_id) == ("account_untied", "P1", None)
        assert json.loads(row.body) == {"channel": "web", "by": "city_os"}

    async def test_while_the_console_does_not_hear_of_it_the_city_os_is_asked_to_say_it_again(self, town: Town) -> None:
        _, conversation = await self._signed_in(town)
        town.console_is_down = True
        async with town.browser() as provider:
            answer = await provider.post("/sign-in/logout", data={"logout_token": "subject-1"})
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
            assert await town.owners(conversation) == []
            town.console_is_down = False
            assert (await provider.post("/sign-in/logout", data={"logout_token": "subject-1"})).status_code == 200

    @pytest.mark.parametrize("words", ["subject-1", "subject-1 sid-1"])
    async def test_said_again_it_leaves_alone_who_has_signed_in_since(self, town: Town, words: str) -> None:
        """The console is down: the resident would lose her chat at each further try."""
        token, first = await self._signed_in(town)
        town.console_is_down = True
        async with town.browser() as provider:
            await provider.post("/sign-in/logout", data={"logout_token": words})
            assert await town.owners(first) == []
            town.clock.at += timedelta(minutes=1)
            town.city_os.who = Who(ISSUER, "subject-1")
            token = await signed_in_again(town, token)
            assert (await provider.post("/sign-in/logout", data={"logout_token": words})).status_code == 503
        assert await town.owners(ConversationId(f"web:{await town.web_accounts.open(token)}")) == ["P1"]

    @pytest.mark.parametrize(("seconds", "owners"), [(2, []), (3, ["P1"])])
    async def test_clocks_may_differ_by_a_moment(self, town: Town, seconds: int, owners: list[str]) -> None:
        _, conversation = await self._signed_in(town)
        town.city_os.ended_at = town.clock.at - timedelta(seconds=seconds)
        async with town.browser() as provider:
            await provider.post("/sign-in/logout", data={"logout_token": "subject-1"})
        assert await town.owners(conversation) == owners

    @pytest.mark.parametrize("words", ["subject-2", "subject-1 sid-2", " sid-2"])
    async def test_those_of_others_go_on(self, town: Town, words: str) -> None:
        _, conversation = await self._signed_in(town)
        async with town.browser() as provider:
            await provider.post("/sign-in/logout", data={"logout_token": words})
        assert await town.owners(conversation) == ["P1"]

    async def test_a_token_that_is_not_believed_ends_nothing(self, town: Town) -> None:
        _, conversation = await self._signed_in(town)
        async with town.browser() as provider:
            assert (await provider.post("/sign-in/logout", data={})).status_code == 400
            assert (await provider.post("/sign-in/logout", content=b"x" * 20_000)).status_code == 400
            town.city_os.fails = NotSignedIn(Advice.NOT_POSSIBLE_NOW, "bad_signature")
            assert (await provider.post("/sign-in/logout", data={"logout_token": "subject-1"})).status_code == 400
            town.city_os.fails = Unavailable("city_os_identity")
            assert (await provider.post("/sign-in/logout", data={"logout_token": "subject-1"})).status_code == 503
        assert await town.owners(conversation) == ["P1"]

    async def test_a_logout_token_is_carried_out_once(self, town: Town) -> None:
        until = town.clock.at + timedelta(minutes=5)
        assert not await town.sign_ins.knows(ISSUER, "jti-1")
        await town.sign_ins.remember(ISSUER, "jti-1", until)
        await town.sign_ins.remember(ISSUER, "jti-1", until)
        assert await town.sign_ins.knows(ISSUER, "jti-1")
        assert not await town.sign_ins.knows("https://other.example.jp", "jti-1")
