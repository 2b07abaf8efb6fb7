"""What the web chat's log and accounts promise; the web chat's own twins keep the same promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.core.events import Channel, conversation_id
from bot.storage.chat_log import SqlChatLog
from bot.storage.database import Database
from bot.storage.linking.web_chats import await_browser
from bot.storage.web_accounts import SqlWebAccounts
from handlers.web_chat.log import Accounts, ChatLog
from handlers.web_chat.memory import MemoryAccounts, MemoryChatLog
from tests.contracts.city import NOON
from tests.contracts.conftest import SQL, OpenDatabase

A, B = (conversation_id(Channel.WEB, each) for each in "ab")


class Noon:
    def now(self) -> datetime:
        return NOON.astimezone(UTC)


@pytest.fixture(params=["memory", *SQL])
async def log(request: pytest.FixtureRequest, open_database: OpenDatabase) -> AsyncIterator[ChatLog]:
    if request.param == "memory":
        yield MemoryChatLog()
        return
    async with open_database(request.param) as opened:
        yield SqlChatLog(opened, Noon())


@pytest.fixture(params=["memory", *SQL])
async def accounts(request: pytest.FixtureRequest, open_database: OpenDatabase) -> AsyncIterator[Accounts]:
    if request.param == "memory":
        yield MemoryAccounts()
        return
    async with open_database(request.param) as opened:
        yield SqlWebAccounts(opened, Noon())


class TestChatLog:
    async def test_numbers_each_conversation_without_gaps(self, log: ChatLog) -> None:
        await log.append([A, B], "letter-1", "one")
        await log.said(A, "event-1", "mine")
        await log.append([A], "letter-2", "two")
        found = await log.after({A: 0, B: 0}, 10)
        assert [(each.seq, each.source, each.own, each.body) for each in found[A]] == [
            (1, "letter-1", False, "one"),
            (2, "event-1", True, "mine"),
            (3, "letter-2", False, "two"),
        ]
        assert [each.seq for each in found[B]] == [1]
        assert (await log.newest(A), await log.newest(B)) == (3, 1)

    async def test_writes_each_line_once(self, log: ChatLog) -> None:
        await log.append([A], "same", "one")
        await log.append([A, B, A], "same", "other")
        await log.said(A, "same", "mine")
        await log.said(A, "same", "again")
        found = await log.after({A: 0, B: 0}, 10)
        assert [each.body for each in found[A]] == ["one", "mine"]
        assert [each.body for each in found[B]] == ["other"]

    async def test_gives_what_comes_after_and_no_more_than_asked_for(self, log: ChatLog) -> None:
        for number in range(6):
            await log.append([A], f"letter-{number}", str(number))
        found = await log.after({A: 2, B: 5}, 3)
        assert [each.seq for each in found[A]] == [3, 4, 5]
        assert not found.get(B)
        assert not await log.after({}, 3)

    async def test_nothing_has_been_said_yet(self, log: ChatLog) -> None:
        assert await log.newest(A) == 0
        await log.append([], "letter", "nobody")

    async def test_writers_at_once_leave_no_gap_and_a_reader_never_misses_a_lower_number(self, log: ChatLog) -> None:
        seen: list[int] = []

        async def read() -> None:
            while len(seen) < 40:
                found = await log.after({A: seen[-1] if seen else 0}, 100)
                seen.extend(each.seq for each in found.get(A, ()))
                await asyncio.sleep(0)

        async with asyncio.timeout(60):
            await asyncio.gather(read(), *(log.append([B, A], f"letter-{n}", "x") for n in range(40)))
        assert seen == list(range(1, 41))


class TestAccounts:
    async def test_a_token_opens_its_own_account(self, accounts: Accounts) -> None:
        mine, yours = await accounts.create(), await accounts.create()
        assert len(mine) == 43
        assert await accounts.open(mine) not in (None, await accounts.open(yours))
        assert await accounts.open("no token of ours") is None

    async def test_a_renewed_token_opens_the_same_account_and_the_old_one_nothing(self, accounts: Accounts) -> None:
        old = await accounts.create()
        address = await accounts.open(old)
        new = await accounts.renew(old)
        assert new not in (None, old)
        assert await accounts.open(new or "") == address
        assert await accounts.open(old) is None
        assert await accounts.renew(old) is None

    async def test_an_account_that_awaits_its_browser_opens_for_nobody_and_is_given_to_that_one_once(
        self, accounts: Accounts
    ) -> None:
        old, other = await accounts.create(), await accounts.create()
        address = await accounts.open(old) or ""
        await awaits(accounts, address, "digest-of-hers")
        assert await accounts.open(old) is None
        assert set(await accounts.opened_by([old, other])) == {other}
        assert await accounts.renew(old) is None
        for token, browsers in ((old, ["digest-of-his", ""]), (old, []), (other, ["digest-of-hers"])):
            assert await accounts.hand_over(token, browsers) is None
        new = await accounts.hand_over(old, ["digest-of-another-page", "digest-of-hers"])
        assert await accounts.opened_by([old, new or ""]) == {new: address}
        assert await accounts.hand_over(old, ["digest-of-hers"]) is None
        assert await accounts.hand_over(new or "", ["digest-of-hers"]) is None

    async def test_an_account_that_awaits_nobody_who_is_known_is_given_to_nobody(self, accounts: Accounts) -> None:
        old = await accounts.create()
        await awaits(accounts, await accounts.open(old) or "", None)
        assert await accounts.hand_over(old, ["", "any"]) is None
        assert await accounts.open(old) is None

    async def test_many_cookies_are_looked_up_in_one_read(self, accounts: Accounts) -> None:
        mine, yours = await accounts.create(), await accounts.create()
        opened = await accounts.opened_by([mine, yours, "no token of ours"])
        assert opened == {mine: await accounts.open(mine), yours: await accounts.open(yours)}
        assert await accounts.opened_by([]) == {}


async def awaits(accounts: Accounts, address: str, browser: str | None) -> None:
    """As when a one-time code was typed in that browser."""
    if isinstance(accounts, MemoryAccounts):
        accounts.await_browser(address, browser)
        return
    assert isinstance(accounts, SqlWebAccounts)
    async with accounts._database.writing() as connection:
        await await_browser(connection, address, browser)


async def test_the_database_holds_no_token(database: Database) -> None:
    accounts = SqlWebAccounts(database, Noon())
    token = await accounts.create()
    address = await accounts.open(token)
    assert address is not None
    assert address not in token
    async with database.reading() as connection:
        stored = str(list(await connection.exec_driver_sql("SELECT * FROM web_accounts")))
    assert token not in stored
