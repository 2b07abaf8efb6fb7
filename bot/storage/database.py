"""The way to a database: SQLite (embedded) or PostgreSQL, told apart by the address and alike from then on."""

from asyncio import Event, Lock, wait_for
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext, suppress
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.border import border
from bot.storage.sealing.columns import give_keys
from bot.storage.sealing.keys import NO_KEYS, FieldKeys

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

_PRAGMAS = (
    # First, so that even the change to WAL waits for whoever opens the new file at the same moment.
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    # FULL, not NORMAL: with WAL, NORMAL does not flush at a commit, and a power cut would take events that LINE was
    # told are kept (promise 1). Commits are grouped, so that the flush is shared.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",
)

LAST_USES_SECONDS = 5.0
"""How long closing waits for who still reads or writes: a connection that outlives its pool is never closed."""

_compact = partial(dumps, separators=(",", ":"))


def address_of(url: str) -> URL:
    """The address with the driver that Anpi uses.

    Raises:
        ValueError: neither PostgreSQL nor SQLite in a file of a folder that is there.
    """
    parsed = make_url(url)
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise ValueError(f"database address: {parsed.drivername} is not supported; use postgresql:// or sqlite:///FILE")
    if driver.startswith("sqlite") and parsed.database in (None, "", ":memory:"):
        raise ValueError("database address: SQLite needs a file, as in sqlite:///anpi.db; its processes share it")
    if driver.startswith("sqlite") and not Path(str(parsed.database)).absolute().parent.is_dir():
        raise ValueError(f"database address: the folder of {parsed.database} does not exist; make it first")
    return parsed.set(drivername=driver)


class Database:
    """Connections for reading and for writing.

    Reading is one statement after the other, each seeing what is committed then; nothing is locked and no
    transaction stays open. Writing is one transaction, committed at the end of the block or not at all.
    `keys` seal and open the columns that `bot.storage.sealing` types.
    """

    def __init__(self, url: str, *, keys: FieldKeys = NO_KEYS, pool_size: int = 5) -> None:
        self.url = address_of(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url, pool_size) if self.is_sqlite else _postgres_engine(self.url, pool_size)
        give_keys(self.engine.dialect, keys)
        self._reader = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writer = self.engine.execution_options(writes=True)
        # SQLite has one writer at a time; waiting for it here is fair and does not poll.
        self._one_writer = Lock()
        self._uses = 0
        self._idle = Event()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Raises `Unavailable` when the database is down."""
        with border(), self._used():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Raises `Unavailable` when the database is down; then nothing was committed, or it is not known."""
        with border(), self._used():
            async with self._turnstile(), self._writer.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Who still reads or writes may finish first, for `LAST_USES_SECONDS`."""
        if self._uses:
            with suppress(TimeoutError):
                await wait_for(self._idle.wait(), LAST_USES_SECONDS)
        await self.engine.dispose()

    @contextmanager
    def _used(self) -> Iterator[None]:
        self._uses += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._uses -= 1
            if not self._uses:
                self._idle.set()

    def _turnstile(self) -> AbstractAsyncContextManager[Any]:
        return self._one_writer if self.is_sqlite else nullcontext()


def _sqlite_engine(url: URL, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(url, hide_parameters=True, json_serializer=_compact, pool_size=pool_size)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """The driver begins no transaction by itself from here on: `_begin_sqlite` does, where something is written."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that began by reading could fail half-way, when another wrote meanwhile."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres_engine(url: URL, pool_size: int) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        json_serializer=_compact,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={
            "timeout": 5,
            "command_timeout": 60,
            "server_settings": {"application_name": "anpi", "jit": "off", "timezone": "UTC"},
        },
    )
