"""Many rows at once over a real database: the same rows as by inserts, and the same two errors."""

import pytest
from sqlalchemy import select, text

from bot.core.errors import Unavailable
from bot.storage.border import Rejected
from bot.storage.copying import Row, add_many
from bot.storage.database import Database
from bot.storage.rows.letters import letter_of, row_of_letter
from bot.storage.tables import outbox
from tests.contracts.city import letter

MANY = 60
LETTERS = [letter(number, f"U{number}", showing=f"shown-{number}", body='{"山":1}') for number in range(MANY)]
SECRET = "会津 花子"
_END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def rows() -> list[Row]:
    return [row_of_letter(each) for each in LETTERS]


async def add(database: Database, added: list[Row], *, ends_connections: bool = False) -> None:
    """In a transaction of their own, whose connection somebody may end just before."""
    async with database.writing() as connection:
        await connection.execute(text("SELECT 1"))
        if ends_connections:
            async with database.reading() as another:
                await another.execute(_END_OTHERS)
        await add_many(connection, outbox, added)


@pytest.mark.parametrize("size", [0, 3, MANY])
async def test_what_is_added_is_read_as_it_was(sealed: Database, size: int) -> None:
    database = sealed
    await add(database, rows()[:size])
    async with database.reading() as connection:
        found = [letter_of(row) for row in await connection.execute(select(outbox).order_by(outbox.c.seq))]
    assert found == LETTERS[:size]


async def test_a_row_that_is_there_fails_all_and_is_not_quoted(database: Database) -> None:
    doubled = [{**each, "reason": SECRET} for each in (*rows(), rows()[0])]
    with pytest.raises(Rejected) as fault:
        await add(database, doubled)
    assert SECRET not in str(fault.value)
    async with database.reading() as connection:
        assert (await connection.execute(select(outbox))).first() is None


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_server_that_goes_away_is_unavailable_and_nothing_was_written(database: Database) -> None:
    with pytest.raises(Unavailable):
        await add(database, rows(), ends_connections=True)
    async with database.reading() as connection:
        assert (await connection.execute(select(outbox))).first() is None
