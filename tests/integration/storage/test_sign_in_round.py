"""The whole round: web chat, pages, the city OS's client and its provider, the turn, the outbox, the logout."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import select

from admin.city_os_door import LOGOUT
from bot.bootstrap.sign_in import SignInAddresses, SignInWords, sign_in_router
from bot.core.events import Channel
from bot.core.letters import Letter
from bot.core.ports import LANES
from bot.core.requests import SignInAddress
from bot.hearing import Hearing
from bot.storage.chat_log import SqlChatLog
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.insert import add_new
from bot.storage.rows.letters import letter_of
from bot.storage.tables import accounts, outbox, people
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.storage.web_accounts import SqlWebAccounts
from bot.turns import Turns
from handlers.web_chat.frames import Done, read
from handlers.web_chat.parsing import WebChatParser, arrival_of
from handlers.web_chat.ports import WebChatPorts
from integrations.sandbox.city_os_identity.visit import choose
from integrations.sandbox.serve import serving
from tests.e2e.processes import free_port
from tests.understanding import interpreter
from tests.unit.handlers.web_chat.stage import CITY, phrasebook
from tests.unit.integrations.city_os.identity.logout_claims import claims_of
from tests.unit.integrations.city_os.identity.stage import CLIENT, HARU, ISSUER, stage

HERE = "http://127.0.0.1:8000"


class Round:
    def __init__(self, database: Database, console_url: str = "") -> None:
        self.database = database
        self.city_os = stage(replace(CLIENT, redirect_uris=(f"{HERE}/sign-in/callback",)))
        clock, self.wakeups = self.city_os.clock, InProcessWakeups()
        self.accounts = SqlWebAccounts(database, clock)
        self.chat = WebChatPorts(SqlInbox(database), SqlChatLog(database, clock), self.accounts, self.wakeups, clock)
        app = FastAPI()
        words = SignInWords(phrasebook(), CITY, HERE, console_url=console_url)
        app.include_router(sign_in_router(self.city_os.identity, self.city_os.config, database, self.chat, words))
        self.transport = httpx.ASGITransport(app)
        store = SqlTurnStore(database, elsewhere={SignInAddress: SignInAddresses(HERE, None)})
        self.turns = Turns(
            store=store,
            parsers={Channel.WEB: WebChatParser()},
            hearing=Hearing(interpreter(), store, clock),
            city=CITY,
            clock=clock,
            wakeups=self.wakeups,
        )

    async def write(self, token: str, words: str) -> list[str]:
        """What somebody writes in the web chat, and the keys of what they are told."""
        address = await self.accounts.open(token)
        assert address is not None
        self.city_os.clock.advance(1)
        id_ = str(UUID(int=int(self.city_os.clock.at.timestamp())))
        frame = read(json.dumps({"kind": "text", "id": id_, "text": words}))
        assert isinstance(frame, Done)
        arrived = arrival_of(frame, address, self.city_os.clock.now())
        await self.chat.inbox.accept([arrived])
        return await self.told()

    async def told(self) -> list[str]:
        before = len(await self._letters())
        await self.turns.begin(range(LANES))
        await self.turns.settle()
        new = (await self._letters())[before:]
        return [repr(reply) for letter in new for reply in letter.speech.replies]

    async def _letters(self) -> list[Letter]:
        async with self.database.reading() as connection:
            return [letter_of(row) for row in await connection.execute(select(outbox).order_by(outbox.c.seq))]

    async def owners(self) -> list[str]:
        async with self.database.reading() as connection:
            return list(await connection.scalars(select(accounts.c.person_id)))


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Round]:
    async with database.writing() as connection:
        await add_new(connection, people, [{"id": "P1", "name": "佐藤 ハル", "subject": HARU.subject}])
    town = Round(database)
    yield town
    await town.city_os.http.aclose()


async def test_from_the_chat_to_the_city_os_and_back_and_out_again(town: Round) -> None:
    token = await town.accounts.create()
    offered = "".join(await town.write(token, "つなぐ"))
    assert f"uri='{HERE}/sign-in'" in offered
    async with httpx.AsyncClient(transport=town.transport, base_url=HERE, cookies={"anpi_chat": token}) as browser:
        begun = await browser.get("/sign-in/begin")
        assert begun.headers["location"].startswith(ISSUER)
        answer = await choose(town.city_os.http, begun.headers["location"], HARU.subject)
        back = await browser.get(f"/sign-in/callback?{urlencode(answer)}")
        assert (back.status_code, back.headers["location"]) == (303, "/chat")
        token = (
            next(each.value for each in browser.cookies.jar if each.value != token and each.name == "anpi_chat") or ""
        )
        assert "linking.linked" in "".join(await town.told())
        assert await town.owners() == ["P1"]
        left = town.city_os.provider.keys.signed(claims_of(town.city_os, sid=None))
        for status in (200, 400):
            assert (await browser.post("/sign-in/logout", data={"logout_token": left})).status_code == status
    assert await town.owners() == []
    assert "linking.not_linked_anyway" in "".join(await town.write(token, "つながりをやめる"))


async def test_who_declines_at_the_city_os_is_nobody_here(town: Round) -> None:
    token = await town.accounts.create()
    async with httpx.AsyncClient(transport=town.transport, base_url=HERE, cookies={"anpi_chat": token}) as browser:
        begun = await browser.get("/sign-in/begin")
        answer = await choose(town.city_os.http, begun.headers["location"], None)
        back = await browser.get(f"/sign-in/callback?{urlencode(answer)}")
    assert "ログインをやめました" in back.text
    assert await town.told() == []
    assert await town.owners() == []


async def test_a_sign_out_that_is_believed_is_told_to_the_console_and_no_other(database: Database) -> None:
    told = list[str]()
    console = FastAPI()

    async def hear(request: Request) -> None:
        told.append((await request.body()).decode())

    console.add_api_route(LOGOUT, hear, methods=["POST"])
    async with serving(console) as address:
        town = Round(database, address)
        async with httpx.AsyncClient(transport=town.transport, base_url=HERE) as browser:
            left = town.city_os.provider.keys.signed(claims_of(town.city_os, sid=None))
            for token, status in (("made-up", 400), (left, 200), (left, 400)):
                assert (await browser.post("/sign-in/logout", data={"logout_token": token})).status_code == status
        await town.city_os.http.aclose()
    assert told == [urlencode({"logout_token": left})]


async def test_where_nobody_reaches_the_console_the_same_token_is_taken_again(database: Database) -> None:
    """It is used up only once all is carried out: 503 asks the city OS to send it again."""
    town = Round(database, f"http://127.0.0.1:{free_port()}")
    async with httpx.AsyncClient(transport=town.transport, base_url=HERE) as browser:
        left = town.city_os.provider.keys.signed(claims_of(town.city_os, sid=None))
        for _ in range(2):
            assert (await browser.post("/sign-in/logout", data={"logout_token": left})).status_code == 503
    await town.city_os.http.aclose()
