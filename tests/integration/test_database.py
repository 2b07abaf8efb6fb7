"""How a database is opened, and what happens when it goes away and comes back."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url, text

from bot.core.errors import Unavailable
from bot.core.ports import LANES
from bot.storage import tables
from bot.storage.border import Rejected
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.insert import add_new
from bot.storage.migrations import migrate
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.city import arrival


async def opened(address: str) -> Database:
    await migrate(address)
    return Database(address)


async def test_sqlite_flushes_at_every_commit_and_keeps_its_references(tmp_path: Path) -> None:
    database = await opened(f"sqlite:///{tmp_path / 'anpi.db'}")
    async with database.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [(await connection.execute(text(f"PRAGMA {each}"))).scalar() for each in asked]
    assert found == ["wal", 2, 1, 10_000]
    with pytest.raises(Rejected):
        await add_a_person_of_nowhere(database)
    await database.close()


async def add_a_person_of_nowhere(database: Database) -> None:
    async with database.writing() as connection:
        await add_new(connection, tables.people, [{"id": "x", "name": "x", "district_id": "nowhere"}])


async def test_a_reader_of_sqlite_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    database = await opened(f"sqlite:///{tmp_path / 'anpi.db'}")
    async with database.writing() as connection:
        await add_new(connection, tables.districts, [{"id": "x", "name": "x"}])
        async with asyncio.timeout(5):
            assert await SqlTurnStore(database).pending(range(LANES), (), 1) == ()
    await database.close()


async def test_who_still_reads_may_finish_before_the_database_is_closed(tmp_path: Path) -> None:
    database = await opened(f"sqlite:///{tmp_path / 'anpi.db'}")
    begun = asyncio.Event()

    async def read() -> int:
        async with database.reading() as connection:
            begun.set()
            await asyncio.sleep(0.1)
            return int((await connection.execute(text("SELECT 7"))).scalar_one())

    reading = asyncio.create_task(read())
    await begun.wait()
    await database.close()
    assert reading.done()
    assert await reading == 7


async def test_writers_of_sqlite_in_several_processes_wait_for_each_other(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'anpi.db'}"
    processes = [await opened(address) for _ in range(3)]
    inboxes = [SqlInbox(each) for each in processes]
    await asyncio.gather(*(inboxes[n % 3].accept([arrival(n)]) for n in range(60)))
    assert len(await SqlTurnStore(processes[0]).pending(range(LANES), (), 100)) == 60
    for each in processes:
        await each.close()


async def test_postgresql_that_restarts_is_found_again(postgres_url: str) -> None:
    database = await opened(postgres_url)
    inbox = SqlInbox(database)
    await inbox.accept([arrival(1)])
    plain = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    other = await asyncpg.connect(plain)
    await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anpi'")
    await other.close()
    await inbox.accept([arrival(2)])
    assert len(await SqlTurnStore(database).pending(range(LANES), (), 10)) == 2
    await database.close()


async def test_a_session_that_dies_in_the_middle_of_writing_is_unavailable(postgres_url: str) -> None:
    database = await opened(postgres_url)

    async def die() -> None:
        async with database.writing() as connection:
            await add_new(connection, tables.districts, [{"id": "x", "name": "x"}])
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        await die()
    async with database.reading() as connection:
        assert (await connection.execute(tables.districts.select())).all() == []
    await database.close()


async def test_postgresql_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"postgresql://postgres@/anpi?host={tmp_path}")
    with pytest.raises(Unavailable):
        await SqlInbox(database).accept([arrival(1)])
    with pytest.raises(Unavailable):
        await SqlTurnStore(database).pending(range(LANES), (), 1)
    await database.close()


async def test_an_error_shows_no_values(postgres_url: str) -> None:
    database = await opened(postgres_url)
    with pytest.raises(Rejected) as raised:
        await add_a_person_of_nowhere(database)
    assert "fk_people_district_id" in str(raised.value)
    assert "nowhere" not in str(raised.value)
    await database.close()
