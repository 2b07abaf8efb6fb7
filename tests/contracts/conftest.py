"""Every contract is tested against memory, SQLite and a real PostgreSQL, each fresh and migrated."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.migrations import migrate
from tests.contracts.backends import KEYS, Backend, MemoryBackend, SqlBackend
from tests.contracts.city import City
from tests.servers.postgres import PostgresServer, in_own_thread

SQL = ("sqlite", "postgresql")

OpenDatabase = Callable[[str], AbstractAsyncContextManager[Database]]


def migrated(address: str) -> None:
    in_own_thread(migrate(address))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "anpi.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture
def open_database(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> OpenDatabase:
    """Opens a fresh, migrated database of a kind, for the length of a block."""

    @asynccontextmanager
    async def opened(kind: str) -> AsyncIterator[Database]:
        with ExitStack() as stack:
            if kind == "sqlite":
                address = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'anpi.db')}"
            else:
                server: PostgresServer = request.getfixturevalue("postgres_server")
                address = stack.enter_context(server.database(migrated))
            database = Database(address, keys=KEYS)
            yield database
            await database.close()

    return opened


@pytest.fixture(params=SQL)
async def database(request: pytest.FixtureRequest, open_database: OpenDatabase) -> AsyncIterator[Database]:
    async with open_database(request.param) as opened:
        yield opened


@pytest.fixture(params=["memory", *SQL])
async def backend(request: pytest.FixtureRequest, open_database: OpenDatabase) -> AsyncIterator[Backend]:
    """Filled with the small city."""
    if request.param == "memory":
        memory = MemoryBackend()
        await memory.fill(City())
        yield memory
        return
    async with open_database(request.param) as opened:
        sql = SqlBackend(opened)
        await sql.fill(City())
        yield sql
