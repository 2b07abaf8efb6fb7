"""What a benchmark is given, and where it says how far it is."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from bot.cli.bench.comparison import Comparison
from bot.storage.database import Database
from bot.storage.migrations.run import migrate

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """`database` is the address of an empty, migrated database of the benchmark's own."""

    database: str
    rounds: int
    say: Say
    """Told what is being done now."""

    @property
    def engine(self) -> str:
        return "SQLite" if self.database.startswith("sqlite") else "PostgreSQL"


Benchmark = Callable[[Stage], Awaitable[Sequence[Comparison]]]


@asynccontextmanager
async def sqlite_database() -> AsyncIterator[str]:
    """A file in a folder of its own, with the durability that Anpi gives it everywhere."""
    with TemporaryDirectory(prefix="anpi-bench-") as folder:
        address = f"sqlite:///{Path(folder) / 'bench.db'}"
        await migrate(address)
        yield address


@asynccontextmanager
async def postgres_database(server: str) -> AsyncIterator[str]:
    """A new database beside the one that `server` names, gone after the block; its durability is the server's own."""
    name = f"anpi_bench_{token_hex(6)}"
    beside = Database(server, pool_size=1)
    try:
        await _order(beside, f'CREATE DATABASE "{name}"')
        try:
            address = beside.url.set(database=name).render_as_string(hide_password=False)
            await migrate(address)
            yield address
        finally:
            await _order(beside, f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await beside.close()


async def _order(database: Database, statement: str) -> None:
    async with database.reading() as connection:
        await connection.exec_driver_sql(statement)
