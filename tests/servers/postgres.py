"""A PostgreSQL for tests: one server a test process, a fresh database a test, cloned from a template if wanted."""

import asyncio
import os
import subprocess
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import URL, make_url

from tests.servers import keeper, postgres_binaries
from tests.servers.missing import Missing

ADDRESS = "ANPI_TEST_DATABASE_URL"
START_SECONDS = 60
# Durability is left as PostgreSQL has it: the tests that kill the server or a worker rely on it.
SERVER_OPTIONS = ("-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=64MB")

AS_A_CITY_RUNS_IT = ("-c", "shared_buffers=1GB", "-c", "max_wal_size=8GB")
"""For benchmarks: with the 64 MB of the tests a town of 100,000 is written to disk again and again on the way."""

Prepare = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; `address` names its maintenance database."""

    address: URL
    templates: dict[Prepare, str] = field(default_factory=dict)

    @contextmanager
    def database(self, prepare: Prepare | None = None) -> Iterator[str]:
        """A fresh database, gone after the block: its `postgresql+asyncpg://` address.

        `prepare(address)` fills a template the first time it is given (migrations, say); from then on every
        database made with it is a clone, which costs a tenth of a second.
        """
        template = self._template(prepare) if prepare else "template1"
        name = self._create(template)
        try:
            yield self._address_of(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def drop_templates(self) -> None:
        for name in self.templates.values():
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')
        self.templates.clear()

    def _template(self, prepare: Prepare) -> str:
        if prepare not in self.templates:
            name = self._create("template1")
            prepare(self._address_of(name))
            self.templates[prepare] = name
        return self.templates[prepare]

    def _create(self, template: str) -> str:
        name = f"anpi_test_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _address_of(self, database: str) -> str:
        address = self.address.set(database=database).render_as_string(hide_password=False)
        # The folder of the unix socket stands as it is: alembic's ini syntax trips over a percent sign.
        return address.replace("%2F", "/")

    def _run(self, statement: str) -> None:
        in_own_thread(execute(self.address, statement))


@contextmanager
def running(*settings: str) -> Iterator[PostgresServer]:
    """The server whose address is given, else one of our own with these settings. Raises `Missing`."""
    given = os.environ.get(ADDRESS)
    with given_server(given) if given else own_server(*settings) as server:
        try:
            yield server
        finally:
            server.drop_templates()


@contextmanager
def given_server(address: str) -> Iterator[PostgresServer]:
    url = make_url(address).set(drivername="postgresql+asyncpg")
    try:
        in_own_thread(execute(url, "SELECT 1"))
    except (OSError, asyncpg.PostgresError) as error:
        raise Missing(f"{ADDRESS} names a PostgreSQL that does not answer: {error}") from error
    yield PostgresServer(url)


@contextmanager
def own_server(*settings: str) -> Iterator[PostgresServer]:
    """Start a server in a folder of its own; it listens on a unix socket there and nowhere else."""
    with keeper.new_folder("postgres") as folder:
        programs = postgres_binaries.find(folder)
        data = str(folder / "data")
        initdb(programs, data)
        command = programs.command("postgres", "-D", data, "-k", str(folder), *SERVER_OPTIONS, *settings)
        url = URL.create("postgresql+asyncpg", "postgres", database="postgres", query={"host": str(folder)})
        with keeper.kept(command, folder) as process:
            in_own_thread(answering(url, process, folder))
            yield PostgresServer(url)


def initdb(programs: postgres_binaries.Programs, data: str) -> None:
    options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    command = programs.command("initdb", "-D", data, *options)
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if made.returncode:
        raise Missing(f"PostgreSQL's initdb failed: {made.stderr.strip()}")


async def answering(url: URL, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server takes statements. Raises `Missing` when it ends or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            return await execute(url, "SELECT 1")
        except (OSError, asyncpg.PostgresError) as error:
            if process.poll() is not None or time.monotonic() > give_up:
                raise Missing(f"PostgreSQL did not start: {keeper.last_words(folder)}") from error
        await asyncio.sleep(0.05)


async def execute(url: URL, statement: str) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def in_own_thread(work: Coroutine[None, None, None]) -> None:
    """Run a coroutine to its end without touching the event loop that the test itself may have."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()
