"""How the inbox over SQL shares commits, and what it says when the database is down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import Unavailable
from bot.core.ports import LANES
from bot.storage.border import Rejected
from bot.storage.database import Database
from bot.storage.inbox import GROUP, SqlInbox
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.city import arrival


class Counted(Database):
    """A database that counts its commits and can be down."""

    commits = 0
    down = False

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        if self.down:
            await asyncio.sleep(0)
            raise Unavailable("database")
        async with super().writing() as connection:
            yield connection
        self.commits += 1


@pytest.fixture
async def counted(database: Database) -> AsyncIterator[Counted]:
    opened = Counted(database.url.render_as_string(hide_password=False))
    yield opened
    await opened.close()


async def test_requests_that_come_together_share_commits(counted: Counted) -> None:
    inbox = SqlInbox(counted)
    await asyncio.gather(*(inbox.accept([arrival(n)]) for n in range(200)))
    assert counted.commits <= 2


async def test_a_group_is_bounded_and_a_request_is_not_torn_apart(counted: Counted) -> None:
    inbox = SqlInbox(counted)
    large = [arrival(n) for n in range(GROUP + 100)]
    await asyncio.gather(inbox.accept(large), inbox.accept([arrival(9000)]))
    assert counted.commits == 2


async def test_nobody_is_told_that_it_is_kept_when_the_database_is_down(counted: Counted) -> None:
    inbox = SqlInbox(counted)
    counted.down = True
    answers = await asyncio.gather(*(inbox.accept([arrival(n)]) for n in range(5)), return_exceptions=True)
    assert [type(each) for each in answers] == [Unavailable] * 5
    counted.down = False
    await inbox.accept([arrival(1)])
    assert len(await SqlTurnStore(counted).pending(range(LANES), (), 10)) == 1


async def test_one_who_goes_away_takes_nobody_along(database: Database) -> None:
    inbox = SqlInbox(database)
    first = asyncio.create_task(inbox.accept([arrival(1)]))
    second = asyncio.create_task(inbox.accept([arrival(2)]))
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert {each.id for each in await SqlTurnStore(database).pending(range(LANES), (), 10)} >= {arrival(2).id}


@pytest.mark.parametrize("raw", [None, 5])
async def test_what_cannot_be_stored_is_refused_alone(database: Database, raw: Any) -> None:
    inbox = SqlInbox(database)
    broken = replace(arrival(1), raw=raw)
    answers = await asyncio.gather(
        inbox.accept([arrival(2)]), inbox.accept([broken]), inbox.accept([arrival(3)]), return_exceptions=True
    )
    assert [type(each) for each in answers] == [type(None), Rejected, type(None)]


async def test_an_error_of_the_database_says_nothing_of_the_row(database: Database) -> None:
    broken = replace(arrival(1), raw=None, conversation="line:Usecret")  # type: ignore[arg-type]
    with pytest.raises(Rejected) as raised:
        await SqlInbox(database).accept([broken])
    assert "Usecret" not in str(raised.value)
    assert raised.value.__suppress_context__
